-- =====================================================================================================================
-- master1.sql, written by repart-tui 0.1.0

-- Database   DEMO, container DEMOPDB, Oracle 19.0.0.0.0
-- Discovered 2026-01-15T09:00:00 as REPART_DBA

-- Run it     sqlplus user@db @master1.sql      (log: master1.log, exit code 0 only if all went well)
-- Run as     SH, or a user with ALTER ANY TABLE
--            and with SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY: the script looks into the DBA_ views
--            with CREATE TABLE and a quota too, if REPART_STATE shall record the steps
-- Stops      at the first error. Nothing has changed when it stops during the preflight.
-- Run again  the same file goes on where it stopped, for it looks at the dictionary before each step.
-- Way back   rollback1.sql changes back what was changed in place.
-- Before     take a backup or a restore point. Think of standbys and replication.

-- What will happen

--   1. SH.SALES, 918,836,016 rows by statistics, 34.1 GB with indexes and LOBs
--      from   RANGE (TIME_ID), 27 partitions, SALES_2018 < 2019-01-01 to SALES_Q4_2025 < 2026-01-01
--      to     RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < 2019-01-01 to
--             SALES_Q4_2025 < 2026-01-01
--      by     change in place: only the dictionary changes: no row moves, no index is touched.

--      What it costs
--      writes           go on, but for a moment's lock on the table
--      space            none
--      undo             none
--      redo             that of a change in the dictionary
--      licence          Partitioning option of Enterprise Edition
--      way back         rollback1.sql, at once, partitions that Oracle made meanwhile stay
--      time             a moment, once it has its lock

--      What it owns     Name                                         How it is carried
--      rows             all                                          stay where they are
--      partitioning     of rows to come                              step 2 ALTER TABLE ... SET INTERVAL
--                                                                    (NUMTOYMINTERVAL(3, 'MONTH'))
--      column           PROD_ID                                      stays (NUMBER), asserted in step 4
--      column           CUST_ID                                      stays (NUMBER), asserted in step 4
--      column           TIME_ID                                      stays (DATE), asserted in step 4
--      column           CHANNEL_ID                                   stays (NUMBER), asserted in step 4
--      column           PROMO_ID                                     stays (NUMBER), asserted in step 4
--      column           QUANTITY_SOLD                                stays (NUMBER), asserted in step 4
--      column           AMOUNT_SOLD                                  stays (NUMBER), asserted in step 4
--      attributes       physical                                     stays (PCTFREE 10, tablespace DWH_DATA)
--      degree           8                                            stays
--      partitions       27 at present                                stays, asserted in step 4
--      foreign key      SALES_CHANNEL_FK                             stays (enabled, not validated), asserted in
--                                                                    step 4
--      foreign key      SALES_CUSTOMER_FK                            stays (enabled, not validated), asserted in
--                                                                    step 4
--      foreign key      SALES_PRODUCT_FK                             stays (enabled, not validated), asserted in
--                                                                    step 4
--      foreign key      SALES_PROMO_FK                               stays (enabled, not validated), asserted in
--                                                                    step 4
--      foreign key      SALES_TIME_FK                                stays (enabled, not validated), asserted in
--                                                                    step 4
--      not null         SYS_C007438 (PROD_ID)                        stays (enabled), asserted in step 4
--      not null         SYS_C007439 (CUST_ID)                        stays (enabled), asserted in step 4
--      not null         SYS_C007440 (TIME_ID)                        stays (enabled), asserted in step 4
--      not null         SYS_C007441 (CHANNEL_ID)                     stays (enabled), asserted in step 4
--      not null         SYS_C007442 (PROMO_ID)                       stays (enabled), asserted in step 4
--      not null         SYS_C007443 (QUANTITY_SOLD)                  stays (enabled), asserted in step 4
--      not null         SYS_C007444 (AMOUNT_SOLD)                    stays (enabled), asserted in step 4
--      comment          table                                        stays, asserted in step 4
--      column comment   6 columns                                    stays, asserted in step 4
--      preference       INCREMENTAL                                  stays (TRUE), asserted in step 4
--      preference       PUBLISH                                      stays (TRUE), asserted in step 4
--      preference       STALE_PERCENT                                stays (5), asserted in step 4
--      mat. view        SH.CAL_MONTH_SALES_MV                        stays (FORCE)
--      mat. view        SH.FWEEK_PSCAT_SALES_MV                      stays (COMPLETE)
--      dependent        SH.CAL_MONTH_SALES_MV                        stays (materialized view, valid)
--      dependent        SH.FWEEK_PSCAT_SALES_MV                      stays (materialized view, valid)
--      dependent        SH.PROFITS                                   stays (view, valid)
--      index            SH.SALES_CHANNEL_BIX                         stays, asserted in step 4
--      index            SH.SALES_CUST_BIX                            stays, asserted in step 4
--      index            SH.SALES_PROD_BIX                            stays, asserted in step 4
--      index            SH.SALES_PROMO_BIX                           stays, asserted in step 4
--      index            SH.SALES_TIME_BIX                            stays, asserted in step 4
--      statistics       table, columns, indexes                      stay
-- =====================================================================================================================
WHENEVER OSERROR EXIT FAILURE ROLLBACK
WHENEVER SQLERROR EXIT FAILURE ROLLBACK
SET DEFINE OFF
SET ESCAPE OFF
SET SQLBLANKLINES ON
SET SQLCASE MIXED
SET SQLTERMINATOR ON
SET BLOCKTERMINATOR ON
SET CMDSEP OFF
SET SQLPREFIX %
SET MARKUP HTML OFF
SET AUTOTRACE OFF
SET AUTOPRINT OFF
SET PAUSE OFF
SET ECHO OFF
SET TERMOUT ON
SET FEEDBACK OFF
SET VERIFY OFF
SET TRIMSPOOL ON
SET TAB OFF
SET PAGESIZE 0
SET LINESIZE 200
SET LONG 100000
SET SERVEROUTPUT ON SIZE UNLIMITED FORMAT WRAPPED
SET AUTOCOMMIT OFF
SET EXITCOMMIT OFF
SPOOL master1.log APPEND
PROMPT repart-tui 0.1.0: 1 table to re-partition.

-- Names without a schema are the user's own, whatever a logon trigger or login.sql has set.
BEGIN
  EXECUTE IMMEDIATE 'ALTER SESSION SET CURRENT_SCHEMA = "' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '"';
END;
/

-- The session: fixed formats whatever the client's environment says, and a limit on waiting for locks. The limit does
-- not hold for the few statements that wait for open transactions by design, such as VALIDATE: V$SESSION then tells
-- in BLOCKING_SESSION whom they wait for.
ALTER SESSION SET NLS_LENGTH_SEMANTICS = BYTE;
ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '.,';
ALTER SESSION SET NLS_CALENDAR = 'GREGORIAN';
ALTER SESSION SET NLS_DATE_FORMAT = 'SYYYY-MM-DD HH24:MI:SS';
ALTER SESSION SET NLS_SORT = BINARY;
ALTER SESSION SET NLS_COMP = BINARY;
ALTER SESSION SET DDL_LOCK_TIMEOUT = 300;
ALTER SESSION SET QUERY_REWRITE_ENABLED = FALSE;
-- Rows that row archival hides are rows all the same.
ALTER SESSION SET ROW ARCHIVAL VISIBILITY = ALL;
ALTER SESSION ENABLE PARALLEL DML;
BEGIN
  EXECUTE IMMEDIATE q'[ALTER SESSION ENABLE RESUMABLE TIMEOUT 3600 NAME 'master1']';
EXCEPTION
  WHEN OTHERS THEN
    IF SQLCODE <> -1031 THEN
      RAISE;
    END IF;
    DBMS_OUTPUT.PUT_LINE('Note: without the RESUMABLE privilege a statement out of space fails at once.');
END;
/
-- Without the DBA_ views nothing below would compile: say so first.
BEGIN
  EXECUTE IMMEDIATE 'DECLARE n NUMBER; BEGIN SELECT COUNT(*) INTO n FROM dba_objects WHERE ROWNUM = 1; END;';
EXCEPTION
  WHEN OTHERS THEN
    RAISE_APPLICATION_ERROR(-20000,
      'You may not read the DBA_ views: have SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY granted. Nothing was changed.');
END;
/

-- =====================================================================================================================
-- The toolbox: blocks used many times below, kept in bind variables so that no code is left in the database.
-- =====================================================================================================================
VARIABLE signature CLOB
VARIABLE facts CLOB
VARIABLE recompile CLOB
VARIABLE step CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
VARIABLE p1 VARCHAR2(20)

BEGIN
  :failures := 0;
  :unfinished := 0;
END;
/

-- How is a table partitioned?
BEGIN
  :signature := REPLACE(q'{
DECLARE
  -- How is a table partitioned? One line, to be compared with the plan's. It ends in a checksum of all partitions and
  -- their bounds, but for those that Oracle made by itself as rows came.
  p_owner  VARCHAR2(128) := ~p_owner;
  p_table  VARCHAR2(128) := ~p_table;
  line     VARCHAR2(32767);
  digest   NUMBER := 0;
  bound    VARCHAR2(32767);
  shown    VARCHAR2(300);
  head     VARCHAR2(300);
  tail     VARCHAR2(300);
  n        PLS_INTEGER := 0;
  m        PLS_INTEGER;
  TYPE values_t IS TABLE OF PLS_INTEGER INDEX BY VARCHAR2(32767);

  -- Oracle's spellings of one value become one.
  FUNCTION plain(p_text VARCHAR2) RETURN VARCHAR2 IS
    t VARCHAR2(32767) := TRIM(p_text);
  BEGIN
    IF REGEXP_LIKE(t, '^(TO_DATE|DATE|TIMESTAMP)') THEN
      t := REPLACE(TRIM(REGEXP_SUBSTR(t, '''([^'']*)''', 1, 1, NULL, 1)), 'T', ' ');
      IF INSTR(t, '.') > 0 THEN
        t := RTRIM(RTRIM(t, '0'), '.');
      END IF;
      RETURN t || CASE WHEN LENGTH(t) = 10 THEN ' 00:00:00' END;
    ELSIF t LIKE 'HEXTORAW%' THEN
      RETURN 'x' || UPPER(REGEXP_SUBSTR(t, '''([^'']*)''', 1, 1, NULL, 1));
    ELSIF REGEXP_LIKE(t, '^-?[.0-9]') THEN
      RETURN TO_CHAR(TO_NUMBER(t));
    ELSIF REGEXP_LIKE(t, '^N?''') THEN
      t := SUBSTR(t, INSTR(t, '''') + 1, LENGTH(t) - INSTR(t, '''') - 1);
      RETURN '''' || ASCIISTR(RTRIM(REPLACE(t, '''''', ''''), ' '));
    END IF;
    RETURN ASCIISTR(t);
  END plain;

  -- The values of a bound, in order, or sorted where their order means nothing.
  FUNCTION comparable(p_text VARCHAR2, p_sorted BOOLEAN) RETURN VARCHAR2 IS
    found  values_t;
    result VARCHAR2(32767);
    one    VARCHAR2(32767);
    c      VARCHAR2(4 CHAR);
    depth  PLS_INTEGER := 0;
    quoted BOOLEAN := FALSE;
  BEGIN
    FOR i IN 1 .. NVL(LENGTH(p_text), 0) + 1 LOOP
      c := NVL(SUBSTR(p_text, i, 1), ',');
      IF c = '''' THEN
        quoted := NOT quoted;
      ELSIF NOT quoted AND c = '(' THEN
        depth := depth + 1;
      ELSIF NOT quoted AND c = ')' THEN
        depth := depth - 1;
      END IF;
      IF c <> ',' OR depth > 0 OR quoted THEN
        one := one || c;
      ELSE
        one := TRIM(one);
        IF one LIKE '(%' THEN
          one := '(' || comparable(SUBSTR(one, 2, LENGTH(one) - 2), FALSE) || ')';
        ELSE
          one := plain(one);
        END IF;
        IF p_sorted THEN
          found(one) := 1;
        ELSE
          result := result || CASE WHEN result IS NOT NULL THEN ',' END || one;
        END IF;
        one := NULL;
      END IF;
    END LOOP;
    one := found.FIRST;
    WHILE one IS NOT NULL LOOP
      result := result || CASE WHEN result IS NOT NULL THEN ',' END || one;
      one := found.NEXT(one);
    END LOOP;
    RETURN result;
  END comparable;

  FUNCTION bound_of(p_kind VARCHAR2, p_text VARCHAR2, p_local_zone PLS_INTEGER) RETURN VARCHAR2 IS
  BEGIN
    -- Oracle chooses the zone in which it prints TIMESTAMP WITH LOCAL TIME ZONE.
    RETURN CASE
             WHEN p_local_zone > 0 THEN '?'
             WHEN p_kind IN ('RANGE', 'LIST') AND p_text IS NOT NULL THEN comparable(p_text, p_kind = 'LIST')
           END;
  END bound_of;

  -- A checksum that needs no privilege and no SQL: characters as digits to the base 257, modulo a prime.
  -- In pieces, for ASCIISTR makes five characters of one.
  PROCEDURE mix(p_text VARCHAR2) IS
    t VARCHAR2(32767);
  BEGIN
    FOR piece IN 0 .. TRUNC((NVL(LENGTH(p_text), 0) - 1) / 1000) LOOP
      t := ASCIISTR(SUBSTR(p_text, piece * 1000 + 1, 1000));
      FOR i IN 1 .. NVL(LENGTH(t), 0) LOOP
        digest := MOD(digest * 257 + ASCII(SUBSTR(t, i, 1)), 4294967291);
      END LOOP;
    END LOOP;
  END mix;

  PROCEDURE keys(p_level PLS_INTEGER, p_keys OUT VARCHAR2, p_local_zone OUT PLS_INTEGER) IS
  BEGIN
    p_local_zone := 0;
    FOR k IN (SELECT k.level_no, k.column_name, c.data_type
                FROM (SELECT 1 AS level_no, owner, name, column_name, column_position
                        FROM dba_part_key_columns WHERE object_type = 'TABLE'
                       UNION ALL
                      SELECT 2, owner, name, column_name, column_position
                        FROM dba_subpart_key_columns WHERE object_type = 'TABLE') k
                LEFT JOIN dba_tab_cols c
                  ON c.owner = k.owner AND c.table_name = k.name AND c.column_name = k.column_name
               WHERE k.owner = p_owner AND k.name = p_table AND k.level_no = p_level
               ORDER BY k.column_position) LOOP
      p_keys := p_keys || CASE WHEN p_keys IS NOT NULL THEN ',' END || k.column_name;
      IF k.data_type LIKE 'TIMESTAMP%WITH LOCAL TIME ZONE' THEN
        p_local_zone := p_local_zone + 1;
      END IF;
    END LOOP;
  END keys;
BEGIN
  line := 'not partitioned';
  FOR t IN (SELECT partitioning_type, subpartitioning_type, interval, autolist,
                   ref_ptn_constraint_name, def_subpartition_count
              FROM dba_part_tables
             WHERE owner = p_owner AND table_name = p_table) LOOP
    IF t.partitioning_type = 'REFERENCE' THEN
      line := 'REFERENCE (' || t.ref_ptn_constraint_name || ')';
      EXIT;
    END IF;
    line := t.partitioning_type;
    DECLARE
      key1   VARCHAR2(4000);
      key2   VARCHAR2(4000);
      local1 PLS_INTEGER;
      local2 PLS_INTEGER;
    BEGIN
      keys(1, key1, local1);
      line := line || ' (' || key1 || ')';
      IF t.interval IS NOT NULL THEN
        line := line || ', INTERVAL ' || UPPER(REPLACE(t.interval, ' '));
      END IF;
      IF t.autolist = 'YES' THEN
        line := line || ', AUTOMATIC';
      END IF;
      IF t.subpartitioning_type <> 'NONE' THEN
        keys(2, key2, local2);
        m := 0;
        FOR p IN (SELECT subpartition_name, high_bound
                    FROM dba_subpartition_templates
                   WHERE user_name = p_owner AND table_name = p_table
                   ORDER BY subpartition_position) LOOP
          m := m + 1;
          mix(p.subpartition_name || '=' || bound_of(t.subpartitioning_type, p.high_bound, local2));
        END LOOP;
        IF m = 0 AND t.subpartitioning_type = 'HASH' THEN
          m := t.def_subpartition_count;
        END IF;
        line := line || ', ' || t.subpartitioning_type || ' (' || key2 || ') x' || m;
      END IF;
      FOR p IN (SELECT CASE WHEN t.partitioning_type <> 'HASH' OR NOT REGEXP_LIKE(partition_name, '^SYS_P[0-9]+$')
                            THEN partition_name END AS name,
                       NVL(subpartition_count, 0) AS subpartitions, high_value
                  FROM dba_tab_partitions
                 WHERE table_owner = p_owner AND table_name = p_table AND interval = 'NO'
                   AND NOT (NVL(t.autolist, 'NO') = 'YES' AND REGEXP_LIKE(partition_name, '^SYS_P[0-9]+$'))
                 ORDER BY partition_position) LOOP
        n := n + 1;
        bound := bound_of(t.partitioning_type, p.high_value, local1);
        mix(p.name || '<' || bound || '/' || p.subpartitions);
        shown := p.name;
        IF t.partitioning_type = 'RANGE' AND REGEXP_LIKE(bound, '^[-0-9A-Z:,. ]{1,40}$') THEN
          shown := shown || ' < ' || REPLACE(bound, ' 00:00:00');
        END IF;
        IF n = 1 THEN
          head := shown;
        END IF;
        tail := shown;
      END LOOP;
    END;
    line := line || ', ' || n || CASE n WHEN 1 THEN ' partition' ELSE ' partitions' END;
    IF n = 1 AND head IS NOT NULL THEN
      line := line || ', ' || head;
    ELSIF head IS NOT NULL OR tail IS NOT NULL THEN
      line := line || ', ' || NVL(head, tail) || ' to ' || NVL(tail, head);
    END IF;
    line := line || ', #' || TO_CHAR(digest, 'FM0XXXXXXX');
  END LOOP;
  ~p_signature := line;
END;
}', '~', ':');
END;
/

-- What does a table own, and does it differ from what was discovered?
BEGIN
  :facts := REPLACE(q'{
DECLARE
  -- What does a table own? Its lines are compared with those that were discovered; differences are printed and
  --   counted.
  -- p_mode: TABLE compares all. COPY compares the new table before the swap, when its objects bear names of their
  --   own.
  -- INTERIM does so for a redefinition under way: Oracle still holds back the states of its constraints.
  -- KEYS compares the foreign keys of other tables alone, SHAPE all that an exchange of rows asks for.
  p_owner     VARCHAR2(128) := ~p_owner;
  p_table     VARCHAR2(128) := ~p_table;
  p_final     VARCHAR2(128) := ~p_final;
  p_mode      VARCHAR2(10)  := ~p_mode;
  p_expected  CLOB          := ~p_expected;
  TYPE lines_t IS TABLE OF VARCHAR2(4000) INDEX BY VARCHAR2(4000);
  expected    lines_t;
  found       lines_t;
  alias       lines_t;
  line        VARCHAR2(32767);
  first_char  PLS_INTEGER := 1;
  last_char   PLS_INTEGER;
  cut         PLS_INTEGER;
  TYPE list_t IS RECORD (shown VARCHAR2(32767), more PLS_INTEGER, total NUMBER, chars NUMBER);
  cols        list_t;
  no_cols     list_t;
  other_table VARCHAR2(300);
  ignored     lines_t;
  ignore_log  BOOLEAN := FALSE;
  differences PLS_INTEGER := 0;

  -- Adds a piece of text to a checksum that is the same in every character set, and to its length.
  PROCEDURE sum_up(p_text VARCHAR2, p_total IN OUT NUMBER, p_length IN OUT NUMBER) IS
    chars VARCHAR2(32767);
  BEGIN
    FOR piece IN 0 .. TRUNC((NVL(LENGTH(p_text), 0) - 1) / 1000) LOOP
      chars := REPLACE(ASCIISTR(REPLACE(SUBSTR(p_text, piece * 1000 + 1, 1000), CHR(92))), CHR(92));
      FOR i IN 1 .. NVL(LENGTH(chars), 0) LOOP
        p_total := MOD(p_total * 31 + ASCII(SUBSTR(chars, i, 1)), 2147483647);
      END LOOP;
    END LOOP;
    p_length := p_length + NVL(LENGTH(p_text), 0);
  END sum_up;

  FUNCTION text_sum(p_text VARCHAR2) RETURN VARCHAR2 IS
    total NUMBER := 0;
    chars NUMBER := 0;
  BEGIN
    sum_up(p_text, total, chars);
    RETURN '[' || chars || ' ' || total || ']';
  END text_sum;

  -- A LONG as it is compared: on one line, and over 300 characters its beginning and its checksum. Of a trigger's
  -- body the checksum counts, without blanks at its end and the label of END, which a renamed trigger may change.
  -- No variable holds a LONG over 32,760 bytes (ORA-06502): it is read piece by piece. A piece may end inside a
  -- character, a blank or a label: that waits for the next one.
  FUNCTION long_text(p_text VARCHAR2, p_key1 VARCHAR2, p_key2 VARCHAR2, p_key3 VARCHAR2,
                     p_is_body BOOLEAN DEFAULT FALSE) RETURN VARCHAR2 IS
    blank  VARCHAR2(5) := CASE WHEN p_is_body THEN CHR(0) || CHR(9) END || CHR(10) || CHR(13) || ' ';
    piece  VARCHAR2(32767);
    waits  VARCHAR2(32767);
    first  VARCHAR2(32767);
    total  NUMBER := 0;
    chars  NUMBER := 0;
    place  PLS_INTEGER := 0;
    bytes  PLS_INTEGER;
    cur    PLS_INTEGER;

    PROCEDURE take(p_text VARCHAR2) IS
      taken VARCHAR2(32767) := p_text;
    BEGIN
      IF NOT p_is_body THEN
        taken := REPLACE(REPLACE(taken, CHR(13), ' '), CHR(10), ' ');
        IF chars = 0 THEN
          taken := LTRIM(taken, ' ');
        END IF;
        first := SUBSTR(first || taken, 1, 300);
      END IF;
      sum_up(taken, total, chars);
    END take;
  BEGIN
    cur := DBMS_SQL.OPEN_CURSOR;
    DBMS_SQL.PARSE(cur, p_text, DBMS_SQL.NATIVE);
    DBMS_SQL.BIND_VARIABLE(cur, 'key1', p_key1);
    DBMS_SQL.BIND_VARIABLE(cur, 'key2', p_key2);
    DBMS_SQL.BIND_VARIABLE(cur, 'key3', p_key3);
    DBMS_SQL.DEFINE_COLUMN_LONG(cur, 1);
    IF DBMS_SQL.EXECUTE_AND_FETCH(cur) > 0 THEN
      LOOP
        DBMS_SQL.COLUMN_VALUE_LONG(cur, 1, 8000, place, piece, bytes);
        EXIT WHEN bytes = 0;
        place := place + bytes;
        waits := waits || piece;
        piece := SUBSTR(waits, 1, GREATEST(LENGTH(RTRIM(waits, blank)) - 400, 0));
        take(piece);
        waits := SUBSTR(waits, NVL(LENGTH(piece), 0) + 1);
      END LOOP;
    END IF;
    DBMS_SQL.CLOSE_CURSOR(cur);
    waits := RTRIM(waits, blank);
    IF p_is_body THEN
      waits := REGEXP_REPLACE(waits, '(^|[^[:alnum:]_$#])(END)[[:space:]]+("[^"]*"|[^[:space:];"]+)[[:space:]]*;$',
                              '\1\2;', 1, 1, 'i');
    END IF;
    take(waits);
    RETURN CASE
      WHEN p_is_body THEN '[' || chars || ' ' || total || ']'
      WHEN chars > 300 THEN first || '... [' || chars || ' ' || total || ']'
      ELSE first
    END;
  END long_text;

  FUNCTION flat(p_text VARCHAR2) RETURN VARCHAR2 IS
    flat_text VARCHAR2(32767) := TRIM(' ' FROM REPLACE(REPLACE(p_text, CHR(13), ' '), CHR(10), ' '));
  BEGIN
    IF LENGTH(flat_text) > 300 THEN
      RETURN SUBSTR(flat_text, 1, 300) || '... ' || text_sum(flat_text);
    END IF;
    RETURN flat_text;
  END flat;

  FUNCTION final_name(p_name VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    IF p_name IS NOT NULL AND alias.EXISTS(p_name) THEN
      RETURN alias(p_name);
    END IF;
    RETURN p_name;
  END final_name;

  FUNCTION generated_or(p_name VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    RETURN CASE WHEN REGEXP_LIKE(final_name(p_name), '^SYS_C[0-9]+$') THEN '(generated)' ELSE final_name(p_name) END;
  END generated_or;

  -- A line as it is compared. A key of these tables takes 4,000 bytes: of a longer line it is the beginning and the
  -- checksum of all of it, and 900 characters have 3,600 bytes at most.
  FUNCTION comparable(p_line VARCHAR2) RETURN VARCHAR2 IS
    whole VARCHAR2(32767) := p_line;
  BEGIN
    IF p_mode = 'INTERIM' AND p_line LIKE 'column %' THEN
      whole := REPLACE(p_line, ' NOT NULL');
    ELSIF p_mode = 'INTERIM' AND p_line LIKE 'constraint %' THEN
      whole := REGEXP_REPLACE(p_line,
        '\) (ENABLED|DISABLED) (NOT )?VALIDATED ((NOT )?DEFERRABLE [A-Z]+) (RELY)?', ') \3 ', 1, 1);
    END IF;
    RETURN CASE WHEN LENGTHB(whole) > 4000 THEN SUBSTR(whole, 1, 900) || '... ' || text_sum(whole) ELSE whole END;
  END comparable;

  -- Disabled keys that a redefinition leaves on the children until its way back is closed.
  FUNCTION of_redefinition(p_line VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    RETURN REGEXP_LIKE(p_line, '^(constraint|referenced by [^ ]+) TMP\$\$_.* DISABLED ');
  END of_redefinition;

  FUNCTION is_compared(p_line VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    IF p_mode = 'KEYS' THEN
      RETURN p_line LIKE 'referenced by %';
    ELSIF p_mode = 'SHAPE' THEN
      RETURN REGEXP_LIKE(p_line, '^(column|constraint|index|referenced by) ');
    END IF;
    RETURN TRUE;
  END is_compared;

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    IF is_compared(p_line) AND (NOT of_redefinition(p_line) OR p_mode = 'INTERIM') THEN
      found(comparable(p_line)) := 'x';
    END IF;
  END add;

  -- A list is whole up to 2000 characters, then come the number and the checksum of the others: a check may name
  -- all columns of a table, more than a VARCHAR2 holds.
  PROCEDURE append(p_list IN OUT list_t, p_item VARCHAR2) IS
  BEGIN
    IF p_list.more IS NULL AND NVL(LENGTH(p_list.shown), 0) + LENGTH(p_item) <= 2000 THEN
      p_list.shown := p_list.shown || CASE WHEN p_list.shown IS NOT NULL THEN ',' END || p_item;
    ELSE
      p_list.more := NVL(p_list.more, 0) + 1;
      p_list.total := NVL(p_list.total, 0);
      p_list.chars := NVL(p_list.chars, 0);
      sum_up(',' || p_item, p_list.total, p_list.chars);
    END IF;
  END append;

  FUNCTION listed(p_list list_t) RETURN VARCHAR2 IS
  BEGIN
    RETURN p_list.shown || CASE WHEN p_list.more > 0 THEN
      ',... ' || p_list.more || ' more [' || p_list.chars || ' ' || p_list.total || ']' END;
  END listed;

  -- Columns of a check have no position: they are sorted as every character set sorts them.
  FUNCTION constraint_columns(p_con_owner VARCHAR2, p_con_name VARCHAR2) RETURN VARCHAR2 IS
    names list_t;
  BEGIN
    FOR c IN (SELECT column_name
                FROM dba_cons_columns
               WHERE owner = p_con_owner AND constraint_name = p_con_name
               ORDER BY position, ASCIISTR(column_name)) LOOP
      append(names, c.column_name);
    END LOOP;
    RETURN listed(names);
  END constraint_columns;
BEGIN
  WHILE first_char <= NVL(LENGTH(p_expected), 0) LOOP
    last_char := INSTR(p_expected, CHR(10), first_char);
    line := SUBSTR(p_expected, first_char, last_char - first_char);
    first_char := last_char + 1;
    IF line LIKE 'alias %' THEN
      cut := INSTR(line, ' => ');
      alias(SUBSTR(line, 7, cut - 7)) := SUBSTR(line, cut + 4);
    ELSIF line = 'ignore materialized view log' THEN
      ignore_log := TRUE;
    ELSIF line LIKE 'ignore %' THEN
      ignored(SUBSTR(line, 8)) := 'x';
    ELSIF of_redefinition(line) OR NOT is_compared(line) THEN
      NULL;
    ELSIF p_mode = 'TABLE'
          OR NOT (line LIKE 'trigger %' OR line LIKE 'comment on table%' OR line LIKE 'log group %'
                  OR line LIKE 'statistics locked%' OR (p_mode = 'INTERIM' AND line LIKE 'referenced by %')) THEN
      expected(comparable(line)) := 'x';
    END IF;
  END LOOP;

  FOR c IN (SELECT column_id, column_name, data_type, data_length, data_precision, data_scale, char_used, nullable,
                   virtual_column, hidden_column, identity_column, default_on_null, default_length
              FROM dba_tab_cols
             WHERE owner = p_owner AND table_name = p_table AND user_generated = 'YES') LOOP
    add('column ' || c.column_id || ' ' || c.column_name || ' ' || c.data_type
        || ' ' || c.data_length || ',' || c.data_precision || ',' || c.data_scale || ' ' || c.char_used
        || CASE c.nullable WHEN 'N' THEN ' NOT NULL' END
        || CASE c.virtual_column WHEN 'YES' THEN ' VIRTUAL' END
        || CASE c.hidden_column WHEN 'YES' THEN ' HIDDEN' END
        || CASE c.identity_column WHEN 'YES' THEN ' IDENTITY' END
        || CASE c.default_on_null WHEN 'YES' THEN ' DEFAULT ON NULL' END);
    IF c.default_length IS NOT NULL AND c.identity_column = 'NO' THEN
      add('default of ' || c.column_name || ': ' || long_text(
        'SELECT data_default FROM dba_tab_cols WHERE owner = ~key1 AND table_name = ~key2 AND column_name = ~key3',
        p_owner, p_table, c.column_name));
    END IF;
  END LOOP;

  FOR c IN (SELECT constraint_name, constraint_type, generated, status, validated, deferrable, deferred, rely,
                   r_owner, r_constraint_name, delete_rule
              FROM dba_constraints
             WHERE owner = p_owner AND table_name = p_table AND constraint_type IN ('P', 'U', 'R', 'C')) LOOP
    CONTINUE WHEN ignored.EXISTS(c.constraint_name);
    line := 'constraint '
         || CASE c.generated WHEN 'GENERATED NAME' THEN '(generated)' ELSE generated_or(c.constraint_name) END
         || ' ' || c.constraint_type || ' (' || constraint_columns(p_owner, c.constraint_name) || ') '
         || c.status || ' ' || c.validated || ' ' || c.deferrable || ' ' || c.deferred || ' ' || c.rely;
    IF c.constraint_type = 'R' THEN
      SELECT MAX(owner || '.' || table_name) INTO other_table
        FROM dba_constraints
       WHERE owner = c.r_owner AND constraint_name = c.r_constraint_name;
      other_table := final_name(other_table);
      IF other_table = p_owner || '.' || p_table THEN
        other_table := p_owner || '.' || p_final;
      END IF;
      line := line || ' references ' || other_table
           || '(' || constraint_columns(c.r_owner, c.r_constraint_name) || ') ' || c.delete_rule;
    ELSIF c.constraint_type = 'C' THEN
      line := line || ': ' || long_text(
        'SELECT search_condition FROM dba_constraints'
        || ' WHERE owner = ~key1 AND table_name = ~key2 AND constraint_name = ~key3',
        p_owner, p_table, c.constraint_name);
    END IF;
    add(line);
  END LOOP;

  FOR i IN (SELECT owner, index_name, index_type, uniqueness, visibility, generated, TRIM(degree) AS degree
              FROM dba_indexes
             WHERE table_owner = p_owner AND table_name = p_table
               AND index_type NOT IN ('LOB', 'IOT - TOP')
               -- Oracle's own, on the rows' old ROWIDs, while a redefinition is under way.
               AND NOT (p_mode = 'INTERIM' AND index_name LIKE 'I_SNAP$%')) LOOP
    cols := no_cols;
    FOR c IN (SELECT column_name, column_position, descend
                FROM dba_ind_columns
               WHERE index_owner = i.owner AND index_name = i.index_name
               ORDER BY column_position) LOOP
      line := NULL;
      IF i.index_type LIKE 'FUNCTION-BASED%' THEN
        line := long_text(
          'SELECT column_expression FROM dba_ind_expressions'
          || ' WHERE index_owner = ~key1 AND index_name = ~key2 AND column_position = TO_NUMBER(~key3)',
          i.owner, i.index_name, TO_CHAR(c.column_position));
      END IF;
      append(cols, NVL(line, c.column_name) || CASE c.descend WHEN 'DESC' THEN ' DESC' END);
    END LOOP;
    add('index ' || i.owner || '.'
        || CASE i.generated WHEN 'Y' THEN '(generated)' ELSE generated_or(i.index_name) END
        || ' ' || i.index_type || ' ' || i.uniqueness || ' (' || listed(cols) || ') ' || i.visibility);
    IF i.degree NOT IN ('0', '1') AND i.generated = 'N' AND generated_or(i.index_name) <> '(generated)' THEN
      add('degree of index ' || i.owner || '.' || final_name(i.index_name) || ' ' || i.degree);
    END IF;
  END LOOP;

  FOR t IN (SELECT g.owner, g.trigger_name, g.trigger_type, g.triggering_event, g.status, g.when_clause,
                   (SELECT MAX(o.editionable) FROM dba_objects o
                     WHERE o.owner = g.owner AND o.object_name = g.trigger_name
                       AND o.object_type = 'TRIGGER') AS editionable
              FROM dba_triggers g
             WHERE g.table_owner = p_owner AND g.table_name = p_table AND g.base_object_type = 'TABLE'
               AND p_mode = 'TABLE') LOOP
    add('trigger ' || t.owner || '.' || t.trigger_name || ' ' || t.trigger_type
        || ' ' || TRIM(t.triggering_event) || ' ' || t.status
        || ' ' || long_text(
             'SELECT trigger_body FROM dba_triggers WHERE owner = ~key1 AND trigger_name = ~key2 AND table_name = ~key3',
             t.owner, t.trigger_name, p_table, TRUE)
        || CASE t.editionable WHEN 'N' THEN ' NONEDITIONABLE' END
        || CASE WHEN t.when_clause IS NOT NULL THEN ' WHEN ' || flat(t.when_clause) END);
  END LOOP;

  FOR k IN (SELECT owner, constraint_name
              FROM dba_constraints
             WHERE owner = p_owner AND table_name = p_table AND constraint_type IN ('P', 'U')) LOOP
    FOR c IN (SELECT owner, table_name, constraint_name, generated, status, validated, deferrable, deferred, rely,
                     delete_rule
                FROM dba_constraints
               WHERE r_owner = k.owner AND r_constraint_name = k.constraint_name AND constraint_type = 'R'
                 AND NOT (owner = p_owner AND table_name = p_table)) LOOP
      add('referenced by ' || final_name(c.owner || '.' || c.table_name) || ' '
          || CASE c.generated WHEN 'GENERATED NAME' THEN '(generated)' ELSE generated_or(c.constraint_name) END
          || ' (' || constraint_columns(c.owner, c.constraint_name)
          || ') -> (' || constraint_columns(k.owner, k.constraint_name) || ') '
          || c.status || ' ' || c.validated || ' ' || c.deferrable || ' ' || c.deferred || ' ' || c.rely
          || ' ' || c.delete_rule);
    END LOOP;
  END LOOP;

  FOR g IN (SELECT privilege, grantee, MAX(grantable) AS grantable, MAX(hierarchy) AS hierarchy
              FROM dba_tab_privs
             WHERE owner = p_owner AND table_name = p_table
             GROUP BY privilege, grantee) LOOP
    add('grant ' || g.privilege || ' to ' || g.grantee || ' ' || g.grantable
        || CASE g.hierarchy WHEN 'YES' THEN ' HIERARCHY' END);
  END LOOP;
  FOR g IN (SELECT privilege, column_name, grantee, MAX(grantable) AS grantable
              FROM dba_col_privs
             WHERE owner = p_owner AND table_name = p_table
             GROUP BY privilege, column_name, grantee) LOOP
    add('grant ' || g.privilege || '(' || g.column_name || ') to ' || g.grantee || ' ' || g.grantable);
  END LOOP;

  FOR c IN (SELECT comments
              FROM dba_tab_comments
             WHERE owner = p_owner AND table_name = p_table AND comments IS NOT NULL AND p_mode = 'TABLE') LOOP
    add('comment on table: ' || flat(c.comments));
  END LOOP;
  FOR c IN (SELECT column_name, comments
              FROM dba_col_comments
             WHERE owner = p_owner AND table_name = p_table AND comments IS NOT NULL) LOOP
    add('comment on ' || c.column_name || ': ' || flat(c.comments));
  END LOOP;

  FOR c IN (SELECT i.column_name, i.generation_type, s.increment_by, s.min_value, s.max_value, s.cache_size,
                   s.cycle_flag, s.order_flag
              FROM dba_tab_identity_cols i
              JOIN dba_sequences s ON s.sequence_owner = i.owner AND s.sequence_name = i.sequence_name
             WHERE i.owner = p_owner AND i.table_name = p_table) LOOP
    add('identity ' || c.column_name || ' ' || c.generation_type || ' ' || c.increment_by || ',' || c.min_value
        || ',' || c.max_value || ',' || c.cache_size || ',' || c.cycle_flag || ',' || c.order_flag);
  END LOOP;

  FOR s IN (SELECT DISTINCT stattype_locked
              FROM dba_tab_statistics
             WHERE owner = p_owner AND table_name = p_table AND object_type = 'TABLE'
               AND stattype_locked IS NOT NULL AND p_mode = 'TABLE') LOOP
    add('statistics locked ' || s.stattype_locked);
  END LOOP;
  FOR p IN (SELECT preference_name, preference_value
              FROM dba_tab_stat_prefs
             WHERE owner = p_owner AND table_name = p_table) LOOP
    add('preference ' || p.preference_name || '=' || p.preference_value);
  END LOOP;
  FOR e IN (SELECT extension
              FROM dba_stat_extensions
             WHERE owner = p_owner AND table_name = p_table AND creator = 'USER') LOOP
    add('extension ' || flat(e.extension));
  END LOOP;

  FOR g IN (SELECT log_group_name, log_group_type, always, generated
              FROM dba_log_groups
             WHERE owner = p_owner AND table_name = p_table AND p_mode = 'TABLE') LOOP
    cols := no_cols;
    FOR c IN (SELECT column_name, logging_property
                FROM dba_log_group_columns
               WHERE owner = p_owner AND log_group_name = g.log_group_name AND table_name = p_table
               ORDER BY position) LOOP
      append(cols, c.column_name || CASE c.logging_property WHEN 'NO LOG' THEN ' NO LOG' END);
    END LOOP;
    add('log group ' || CASE g.generated WHEN 'GENERATED NAME' THEN '(generated)' ELSE g.log_group_name END
        || ' ' || g.log_group_type || ' ' || g.always || ' (' || listed(cols) || ')');
  END LOOP;

  FOR p IN (SELECT 'VPD ' || policy_name AS name FROM dba_policies
             WHERE object_owner = p_owner AND object_name = p_table AND p_mode = 'TABLE'
             UNION ALL
            SELECT 'REDACTION ' || policy_name FROM redaction_policies
             WHERE object_owner = p_owner AND object_name = p_table AND p_mode = 'TABLE'
             UNION ALL
            SELECT 'FGA ' || policy_name FROM dba_audit_policies
             WHERE object_schema = p_owner AND object_name = p_table AND p_mode = 'TABLE') LOOP
    add('policy ' || TRIM(p.name));
  END LOOP;
  FOR l IN (SELECT log_table FROM dba_mview_logs
             WHERE log_owner = p_owner AND master = p_table AND p_mode = 'TABLE') LOOP
    IF NOT ignore_log THEN
      add('materialized view log ' || l.log_table);
    END IF;
  END LOOP;

  FOR t IN (SELECT TRIM(degree) AS degree, TRIM(cache) AS cache, result_cache, dependencies
              FROM dba_tables
             WHERE owner = p_owner AND table_name = p_table) LOOP
    add('degree ' || t.degree);
    IF t.cache = 'Y' THEN
      add('cache');
    END IF;
    IF t.result_cache = 'FORCE' THEN
      add('result cache FORCE');
    END IF;
    IF t.dependencies = 'ENABLED' THEN
      add('row dependencies');
    END IF;
  END LOOP;

  line := expected.FIRST;
  WHILE line IS NOT NULL LOOP
    IF NOT found.EXISTS(line) THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('  missing: ' || line);
    END IF;
    line := expected.NEXT(line);
  END LOOP;
  line := found.FIRST;
  WHILE line IS NOT NULL LOOP
    IF NOT expected.EXISTS(line) THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('  extra:   ' || line);
    END IF;
    line := found.NEXT(line);
  END LOOP;
  ~p_differences := differences;
END;
}', '~', ':');
END;
/

-- Compile what became invalid because its table changed.
BEGIN
  :recompile := REPLACE(q'[
DECLARE
  -- Oracle marks what names a table invalid, and what names that in turn. Compile it, the nearest first, twice, for
  --   one
  -- may need another. After a rename the dictionary may no longer say what named the table, so p_known tells it:
  --   lines
  -- of TYPE, OWNER and NAME between tabs. p_invalid lists what was invalid before, as OWNER.NAME lines. p_broken
  --   counts
  -- what names the table, was valid and compiles with errors now. Of what names only that nobody noted how it was, so
  -- it is told. Synonyms are walked through, they become valid by themselves.
  p_owner   VARCHAR2(128) := ~p_owner;
  p_table   VARCHAR2(128) := ~p_table;
  p_known   CLOB          := ~p_known;
  p_invalid CLOB          := ~p_invalid;
  TYPE objects_t IS TABLE OF dba_dependencies%ROWTYPE INDEX BY PLS_INTEGER;
  TYPE seen_t IS TABLE OF PLS_INTEGER INDEX BY VARCHAR2(400);
  queue     objects_t;
  seen      seen_t;
  place_now PLS_INTEGER := 0;
  last_one  PLS_INTEGER := 0;
  nearest   PLS_INTEGER := 0;
  from_char PLS_INTEGER := 1;
  to_char_  PLS_INTEGER;
  line      VARCHAR2(600);
  n         PLS_INTEGER;
  broken    PLS_INTEGER := 0;
  parent    dba_dependencies%ROWTYPE;

  PROCEDURE enqueue(p_kind VARCHAR2, p_object_owner VARCHAR2, p_object VARCHAR2) IS
  BEGIN
    IF NOT seen.EXISTS(p_object_owner || '.' || p_object || '.' || p_kind) THEN
      seen(p_object_owner || '.' || p_object || '.' || p_kind) := 1;
      last_one := last_one + 1;
      queue(last_one).owner := p_object_owner;
      queue(last_one).name := p_object;
      queue(last_one).type := p_kind;
    END IF;
  END enqueue;
BEGIN
  WHILE from_char <= NVL(LENGTH(p_known), 0) LOOP
    to_char_ := INSTR(p_known, CHR(10), from_char);
    line := SUBSTR(p_known, from_char, to_char_ - from_char);
    from_char := to_char_ + 1;
    n := INSTR(line, CHR(9));
    IF n > 0 THEN
      enqueue(SUBSTR(line, 1, n - 1), SUBSTR(line, n + 1, INSTR(line, CHR(9), n + 1) - n - 1),
              SUBSTR(line, INSTR(line, CHR(9), n + 1) + 1));
    END IF;
  END LOOP;
  parent.owner := p_owner;
  parent.name := p_table;
  parent.type := 'TABLE';
  LOOP
    FOR d IN (SELECT DISTINCT owner, name, type
                FROM dba_dependencies
               WHERE referenced_owner = parent.owner AND referenced_name = parent.name
                   AND referenced_type = parent.type
                 AND type IN ('VIEW', 'PROCEDURE', 'FUNCTION', 'PACKAGE', 'PACKAGE BODY', 'TRIGGER', 'TYPE',
                              'TYPE BODY', 'MATERIALIZED VIEW', 'DIMENSION', 'SYNONYM')
               ORDER BY type DESC, owner, name) LOOP
      enqueue(d.type, d.owner, d.name);
    END LOOP;
    IF place_now = 0 THEN
      nearest := last_one;
    END IF;
    place_now := place_now + 1;
    EXIT WHEN place_now > last_one;
    parent := queue(place_now);
  END LOOP;
  FOR pass IN 1 .. 2 LOOP
    FOR i IN 1 .. last_one LOOP
      SELECT COUNT(*) INTO n
        FROM dba_objects
       WHERE owner = queue(i).owner AND object_name = queue(i).name AND object_type = queue(i).type
         AND status = 'INVALID' AND object_type <> 'SYNONYM';
      IF n > 0 AND NVL(INSTR(p_invalid, CHR(10) || queue(i).owner || '.' || queue(i).name || CHR(10)), 0) = 0 THEN
        BEGIN
          -- Programs keep the settings that they were compiled with: this session's NLS_LENGTH_SEMANTICS or
          -- PLSQL_CCFLAGS would make other programs of them.
          EXECUTE IMMEDIATE 'ALTER ' || REPLACE(queue(i).type, ' BODY') || ' "' || queue(i).owner || '"."'
              || queue(i).name
                            || '" COMPILE' || CASE WHEN queue(i).type LIKE '% BODY' THEN ' BODY' END
                            || CASE WHEN queue(i).type IN ('PROCEDURE', 'FUNCTION', 'PACKAGE', 'PACKAGE BODY',
                                                           'TRIGGER', 'TYPE', 'TYPE BODY')
                                    THEN ' REUSE SETTINGS' END;
        EXCEPTION
          WHEN OTHERS THEN
            -- ORA-24344: compiled with errors. Anything else, a missing privilege say, leaves it to its next use. A
            -- dimension has to be compiled by somebody.
            IF SQLCODE <> -24344 AND pass = 2 THEN
              DBMS_OUTPUT.PUT_LINE('Note: ' || queue(i).type || ' ' || queue(i).owner || '.' || queue(i).name
                                   || CASE queue(i).type
                                        WHEN 'DIMENSION' THEN ' stays invalid until ALTER DIMENSION ... COMPILE: '
                                        ELSE ' compiles when next used: ' END || SQLERRM);
            END IF;
        END;
        SELECT COUNT(*) INTO n
          FROM dba_errors
         WHERE owner = queue(i).owner AND name = queue(i).name AND type = queue(i).type AND attribute = 'ERROR';
        IF pass = 2 AND n > 0 AND i > nearest THEN
          DBMS_OUTPUT.PUT_LINE('Note: ' || queue(i).type || ' ' || queue(i).owner || '.' || queue(i).name
                               || ' does not compile, see its errors. It names the table only through others: it may'
                               || ' have been so before.');
        ELSIF pass = 2 AND n > 0 THEN
          DBMS_OUTPUT.PUT_LINE('! ' || queue(i).type || ' ' || queue(i).owner || '.' || queue(i).name
                               || ' does not compile, see its errors.');
          broken := broken + 1;
        END IF;
      END IF;
    END LOOP;
  END LOOP;
  ~p_broken := broken;
END;
]', '~', ':');
END;
/

-- Tell people where we are: V$SESSION and the state table.
BEGIN
  :step := REPLACE(q'{
DECLARE
  p_owner VARCHAR2(128) := ~p_owner;
  p_table VARCHAR2(128) := ~p_table;
  p_step  NUMBER        := ~p_step;
  p_title VARCHAR2(200) := ~p_title;
  p_place VARCHAR2(20)  := ~p_place;
BEGIN
  DBMS_APPLICATION_INFO.SET_MODULE('repart-tui ' || p_place || ' ' || SUBSTR(p_table, 1, 20),
                                   SUBSTR(p_step || ' ' || p_title, 1, 60));
  BEGIN
    EXECUTE IMMEDIATE
         'INSERT INTO "' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '".REPART_STATE'
      || ' (logged_at, session_id, owner, table_name, step, title)'
      || q'[ VALUES (SYSTIMESTAMP, SYS_CONTEXT('USERENV', 'SESSIONID'), ~o, ~t, ~s, ~w)]'
      USING p_owner, p_table, p_step, p_title;
    COMMIT;
  EXCEPTION
    WHEN OTHERS THEN
      -- A record for people must not stop the work.
      ROLLBACK;
      -- ORA-00942: it could not be created, which was said.
      IF SQLCODE <> -942 THEN
        DBMS_OUTPUT.PUT_LINE('Note: this step is not recorded: ' || SQLERRM);
      END IF;
  END;
END;
}', '~', ':');
END;
/

-- =====================================================================================================================
-- Preflight: nothing has changed yet, and nothing will if one check fails. All failures are listed.
-- =====================================================================================================================
PROMPT
PROMPT Preflight
DECLARE
  n     PLS_INTEGER;
  text  VARCHAR2(400);

  PROCEDURE fail(p_text VARCHAR2) IS
  BEGIN
    :failures := :failures + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || p_text);
  END fail;

  PROCEDURE needs(p_privilege VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n FROM session_privs WHERE privilege = p_privilege;
    IF n = 0 THEN
      fail('You lack the system privilege ' || p_privilege || '. Have it granted, or run as another user.');
    END IF;
  END needs;
BEGIN
  text := SYS_CONTEXT('USERENV', 'CON_NAME');
  IF text = 'CDB$ROOT' THEN
    fail('You are connected to CDB$ROOT. Connect to the pluggable database.');
  ELSIF text <> 'DEMOPDB' THEN
    fail('You are connected to container ' || text || ', not DEMOPDB.');
  END IF;
  SELECT name || ' ' || database_role INTO text FROM v$database;
  IF text NOT LIKE 'DEMO' || ' %' THEN
    fail('This is database ' || text || ', not DEMO, which was discovered.');
  END IF;
  IF text NOT LIKE '% PRIMARY' THEN
    fail('This database is no primary: ' || text || '.');
  END IF;
  SELECT COUNT(*) INTO n FROM v$option WHERE parameter = 'Partitioning' AND value = 'TRUE';
  IF n = 0 THEN
    fail('The Partitioning option is not installed (ORA-00439).');
  END IF;
  SELECT version INTO text FROM v$instance;
  IF TO_NUMBER(REGEXP_SUBSTR(text, '^[0-9]+')) <> 19 THEN
    fail('This is release ' || text || ', but 19.0.0.0.0 was discovered. Discover again.');
  END IF;
  IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> 'SH' THEN
    needs('ALTER ANY TABLE');
  END IF;
END;
/

-- One run at a time: the session holds a lock for each table until it ends. Who has no right to DBMS_LOCK looks for
-- other sessions by the name that all of them give themselves. It is given before anybody looks: two that start at
-- the same time may both refuse, but cannot both go on.
DECLARE
  result PLS_INTEGER;

  -- On all instances where GV$SESSION is readable. Parallel servers (Pnnn) bear the name of their coordinator.
  FUNCTION other_runs(p_view VARCHAR2) RETURN PLS_INTEGER IS
    found PLS_INTEGER;
  BEGIN
    EXECUTE IMMEDIATE
         'SELECT COUNT(*) FROM ' || p_view || q'[ WHERE module LIKE 'repart-tui %']'
      || q'[ AND NOT REGEXP_LIKE(NVL(program, '-'), '\(P[0-9A-Z]{3}\)')]'
      || q'[ AND NOT (sid = SYS_CONTEXT('USERENV', 'SID')]'
      || CASE p_view WHEN 'gv$session' THEN q'[ AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE')]' END || ')'
      INTO found;
    RETURN found;
  EXCEPTION
    WHEN OTHERS THEN
      IF p_view = 'gv$session' THEN
        RETURN other_runs('v$session');
      END IF;
      DBMS_OUTPUT.PUT_LINE('Note: you may use neither DBMS_LOCK nor V$SESSION, so a second run would not be seen.');
      RETURN 0;
  END other_runs;

  PROCEDURE alone(p_lock NUMBER, p_table VARCHAR2) IS
    no_right EXCEPTION;
    PRAGMA EXCEPTION_INIT(no_right, -6550);
  BEGIN
    EXECUTE IMMEDIATE
         'BEGIN :result := DBMS_LOCK.REQUEST(id => :id, lockmode => 6, timeout => 0, release_on_commit => FALSE); END;'
      USING OUT result, p_lock;
    IF result = 1 THEN
      :failures := :failures + 1;
      DBMS_OUTPUT.PUT_LINE('! Another run works on ' || p_table || ' now. Wait for it to end.');
    END IF;
  EXCEPTION
    WHEN no_right THEN
      IF other_runs('gv$session') > 0 THEN
        :failures := :failures + 1;
        DBMS_OUTPUT.PUT_LINE('! Another session of repart-tui is at work. Wait for it to end.');
      END IF;
  END alone;
BEGIN
  DBMS_APPLICATION_INFO.SET_MODULE('repart-tui preflight', NULL);
  alone(62090789, 'SH.SALES');
END;
/

-- The tools that are needed late must compile now.
DECLARE
  n        PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :recompile USING ' ', ' ', CHR(10), CHR(10), OUT n;
END;
/

-- SH.SALES: what was discovered, and whether it is still so.
DECLARE
  w           CLOB;
  differences PLS_INTEGER;
  signature   VARCHAR2(32767);
  n           PLS_INTEGER;
  bad         NUMBER;

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;

  PROCEDURE fail(p_text VARCHAR2) IS
  BEGIN
    :failures := :failures + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || 'SH.SALES' || ': ' || p_text);
  END fail;
BEGIN
  add('column 1 PROD_ID NUMBER 22,6,0  NOT NULL');
  add('column 2 CUST_ID NUMBER 22,,  NOT NULL');
  add('column 3 TIME_ID DATE 7,,  NOT NULL');
  add('column 4 CHANNEL_ID NUMBER 22,1,0  NOT NULL');
  add('column 5 PROMO_ID NUMBER 22,6,0  NOT NULL');
  add('column 6 QUANTITY_SOLD NUMBER 22,3,0  NOT NULL');
  add('column 7 AMOUNT_SOLD NUMBER 22,10,2  NOT NULL');
  add('constraint SALES_CHANNEL_FK R (CHANNEL_ID) ENABLED NOT VALIDATED NOT DEFERRABLE '
      || 'IMMEDIATE RELY references SH.CHANNELS(CHANNEL_ID) NO ACTION');
  add('constraint SALES_CUSTOMER_FK R (CUST_ID) ENABLED NOT VALIDATED NOT DEFERRABLE IMMEDIATE '
      || 'RELY references SH.CUSTOMERS(CUST_ID) NO ACTION');
  add('constraint SALES_PRODUCT_FK R (PROD_ID) ENABLED NOT VALIDATED NOT DEFERRABLE IMMEDIATE '
      || 'RELY references SH.PRODUCTS(PROD_ID) NO ACTION');
  add('constraint SALES_PROMO_FK R (PROMO_ID) ENABLED NOT VALIDATED NOT DEFERRABLE IMMEDIATE '
      || 'RELY references SH.PROMOTIONS(PROMO_ID) NO ACTION');
  add('constraint SALES_TIME_FK R (TIME_ID) ENABLED NOT VALIDATED NOT DEFERRABLE IMMEDIATE '
      || 'RELY references SH.TIMES(TIME_ID) NO ACTION');
  add('constraint (generated) C (PROD_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"PROD_ID" IS NOT NULL');
  add('constraint (generated) C (CUST_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"CUST_ID" IS NOT NULL');
  add('constraint (generated) C (TIME_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"TIME_ID" IS NOT NULL');
  add('constraint (generated) C (CHANNEL_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"CHANNEL_ID" IS NOT NULL');
  add('constraint (generated) C (PROMO_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"PROMO_ID" IS NOT NULL');
  add('constraint (generated) C (QUANTITY_SOLD) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"QUANTITY_SOLD" IS NOT NULL');
  add('constraint (generated) C (AMOUNT_SOLD) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"AMOUNT_SOLD" IS NOT NULL');
  add('index SH.SALES_CHANNEL_BIX BITMAP NONUNIQUE (CHANNEL_ID) VISIBLE');
  add('index SH.SALES_CUST_BIX BITMAP NONUNIQUE (CUST_ID) VISIBLE');
  add('index SH.SALES_PROD_BIX BITMAP NONUNIQUE (PROD_ID) VISIBLE');
  add('index SH.SALES_PROMO_BIX BITMAP NONUNIQUE (PROMO_ID) VISIBLE');
  add('index SH.SALES_TIME_BIX BITMAP NONUNIQUE (TIME_ID) VISIBLE');
  add('comment on table: Facts, without a primary key: a row is known by all its foreign keys '
      || 'together');
  add('comment on PROD_ID: Product');
  add('comment on CUST_ID: Customer');
  add('comment on TIME_ID: Day of the sale');
  add('comment on CHANNEL_ID: Channel');
  add('comment on QUANTITY_SOLD: Pieces');
  add('comment on AMOUNT_SOLD: Amount on the invoice');
  add('preference INCREMENTAL=TRUE');
  add('preference PUBLISH=TRUE');
  add('preference STALE_PERCENT=5');
  add('degree 8');
  :t1 := w;

  EXECUTE IMMEDIATE :signature USING 'SH', 'SALES', OUT signature;
  :p1 := CASE signature
    WHEN q'[RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < ]'
      || '2019-01-01 to SALES_Q4_2025 < 2026-01-01, #1A26358A' THEN 'DONE'
    WHEN 'RANGE (TIME_ID), 27 partitions, SALES_2018 < 2019-01-01 to SALES_Q4_2025 < 2026-01-01, '
      || '#1A26358A' THEN 'NEW'
    ELSE 'UNKNOWN'
  END;
  IF :p1 = 'UNKNOWN' THEN
    fail('it is neither as discovered nor as planned: ' || signature || '. Discover again.');
  END IF;

  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :facts
      USING 'SH', 'SALES', 'SALES', 'TABLE', :t1,
            OUT differences;
    IF differences > 0 AND :unfinished = 0 THEN
      fail('it changed since it was discovered, see above. Discover again.');
    END IF;
  ELSIF :p1 IN ('CREATED', 'STARTED', 'BROKEN', 'HALF', 'LOST', 'SWAPPED', 'FINISHED') THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('Going on with ' || 'SH.SALES' || ' (' || :p1 || ').');
  END IF;
END;
/

-- Space: what the new segments need must fit into tablespaces and quotas before anything is started.
DECLARE
  TYPE bytes_t IS TABLE OF NUMBER INDEX BY VARCHAR2(200);
  needed bytes_t;
  owners bytes_t;
  place  VARCHAR2(200);
  room   NUMBER;
  sorted NUMBER := 0;
  n      PLS_INTEGER;

  PROCEDURE fail(p_text VARCHAR2) IS
  BEGIN
    :failures := :failures + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || p_text);
  END fail;

  PROCEDURE need(p_owner VARCHAR2, p_tablespace VARCHAR2, p_bytes NUMBER) IS
    pair VARCHAR2(300) := p_owner || ' ' || p_tablespace;
  BEGIN
    needed(p_tablespace) := CASE WHEN needed.EXISTS(p_tablespace) THEN needed(p_tablespace) ELSE 0 END + p_bytes;
    owners(pair) := CASE WHEN owners.EXISTS(pair) THEN owners(pair) ELSE 0 END + p_bytes;
  END need;

  -- A copy of the table's segments, in the tablespaces where they are now or in the one that was chosen. The table
  -- itself takes p_least at least: every partition begins with an extent.
  PROCEDURE copy_of(p_place VARCHAR2, p_owner VARCHAR2, p_table VARCHAR2, p_tablespace VARCHAR2, p_least NUMBER) IS
  BEGIN
    IF p_place <> 'NEW' THEN
      RETURN;
    END IF;
    FOR s IN (SELECT owner, tablespace_name, SUM(bytes) AS bytes, 'TABLE' AS kind
                FROM dba_segments
               WHERE owner = p_owner AND segment_name = p_table
                 AND segment_type IN ('TABLE', 'TABLE PARTITION', 'TABLE SUBPARTITION')
               GROUP BY owner, tablespace_name
               UNION ALL
              SELECT s.owner, s.tablespace_name, SUM(s.bytes), 'LOB'
                FROM dba_lobs l
                JOIN dba_segments s ON s.owner = l.owner AND s.segment_name = l.segment_name
               WHERE l.owner = p_owner AND l.table_name = p_table
               GROUP BY s.owner, s.tablespace_name
               UNION ALL
              SELECT s.owner, s.tablespace_name, SUM(s.bytes), 'INDEX'
                FROM dba_indexes i
                JOIN dba_segments s ON s.owner = i.owner AND s.segment_name = i.index_name
               WHERE i.table_owner = p_owner AND i.table_name = p_table AND i.index_type <> 'LOB'
                 AND s.segment_type LIKE 'INDEX%'
               GROUP BY s.owner, s.tablespace_name) LOOP
      need(s.owner, CASE s.kind WHEN 'TABLE' THEN NVL(p_tablespace, s.tablespace_name) ELSE s.tablespace_name END,
           GREATEST(s.bytes * 1.2, CASE s.kind WHEN 'TABLE' THEN p_least ELSE 0 END));
    END LOOP;
  END copy_of;

  PROCEDURE exists_tablespace(p_tablespace VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n FROM dba_tablespaces WHERE tablespace_name = p_tablespace AND status = 'ONLINE';
    IF n = 0 THEN
      fail('Tablespace ' || p_tablespace || ' does not exist or is not online.');
    END IF;
  END exists_tablespace;

  -- Indexes are built one after another: the largest one must fit into your temporary tablespace while it is sorted.
  PROCEDURE sort_of(p_place VARCHAR2, p_owner VARCHAR2, p_table VARCHAR2) IS
  BEGIN
    IF p_place <> 'NEW' THEN
      RETURN;
    END IF;
    FOR i IN (SELECT SUM(s.bytes) AS bytes
                FROM dba_indexes i
                JOIN dba_segments s ON s.owner = i.owner AND s.segment_name = i.index_name
               WHERE i.table_owner = p_owner AND i.table_name = p_table AND i.index_type <> 'LOB'
                 AND s.segment_type LIKE 'INDEX%'
               GROUP BY i.owner, i.index_name) LOOP
      sorted := GREATEST(sorted, i.bytes);
    END LOOP;
  END sort_of;
BEGIN
  -- Where the user has a group of temporary tablespaces, its name is none of these, and nothing is asked.
  FOR t IN (SELECT u.temporary_tablespace AS name, SUM(f.free_space) AS bytes
              FROM user_users u
              JOIN dba_temp_free_space f ON f.tablespace_name = u.temporary_tablespace
             GROUP BY u.temporary_tablespace) LOOP
    SELECT t.bytes + NVL(SUM(GREATEST(maxbytes - bytes, 0)), 0) INTO room
      FROM dba_temp_files
     WHERE tablespace_name = t.name AND autoextensible = 'YES';
    IF room < sorted THEN
      fail('Temporary tablespace ' || t.name || ' has room for ' || ROUND(room / 1048576) || ' MB, but sorting the'
           || ' largest index takes up to ' || ROUND(sorted / 1048576) || ' MB. Add space.');
    END IF;
  END LOOP;
  place := needed.FIRST;
  WHILE place IS NOT NULL LOOP
    SELECT NVL(SUM(bytes), 0) INTO room FROM dba_free_space WHERE tablespace_name = place;
    FOR f IN (SELECT SUM(GREATEST(maxbytes - bytes, 0)) AS bytes
                FROM dba_data_files
               WHERE tablespace_name = place AND autoextensible = 'YES') LOOP
      room := room + NVL(f.bytes, 0);
    END LOOP;
    IF room < needed(place) THEN
      fail('Tablespace ' || place || ' has room for ' || ROUND(room / 1048576) || ' MB, but '
           || ROUND(needed(place) / 1048576) || ' MB are needed. Add space.');
    END IF;
    place := needed.NEXT(place);
  END LOOP;
  place := owners.FIRST;
  WHILE place IS NOT NULL LOOP
    SELECT COUNT(*) INTO n
      FROM dba_sys_privs
     WHERE privilege = 'UNLIMITED TABLESPACE'
       AND grantee = SUBSTR(place, 1, INSTR(place, ' ', -1) - 1);
    IF n = 0 THEN
      SELECT COUNT(*) INTO n
        FROM dba_ts_quotas
       WHERE username = SUBSTR(place, 1, INSTR(place, ' ', -1) - 1)
         AND tablespace_name = SUBSTR(place, INSTR(place, ' ', -1) + 1)
         AND (max_bytes = -1 OR max_bytes - bytes >= owners(place));
      IF n = 0 THEN
        fail(SUBSTR(place, 1, INSTR(place, ' ', -1) - 1) || ' lacks quota for ' || ROUND(owners(place) / 1048576)
             || ' MB on tablespace ' || SUBSTR(place, INSTR(place, ' ', -1) + 1) || '.');
      END IF;
    END IF;
    place := owners.NEXT(place);
  END LOOP;
END;
/

BEGIN
  IF :failures > 0 THEN
    RAISE_APPLICATION_ERROR(-20001, 'Checks that failed: ' || :failures || ', see above. Nothing was changed.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('All checks passed.');
END;
/

-- The state table tells people what happened when. The dictionary, not this table, decides what is left to do, so the
-- work goes on without it. Its segment is made at once: that tells whether there is a quota for it.
DECLARE
  n PLS_INTEGER;
BEGIN
  SELECT COUNT(*) INTO n FROM user_tables WHERE table_name = 'REPART_STATE';
  IF n = 0 THEN
    EXECUTE IMMEDIATE
         'CREATE TABLE "' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '".REPART_STATE (logged_at TIMESTAMP,'
      || ' session_id NUMBER, owner VARCHAR2(128), table_name VARCHAR2(128), step NUMBER, title VARCHAR2(200))'
      || ' SEGMENT CREATION IMMEDIATE';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('Note: the steps are not recorded, for REPART_STATE cannot be created: ' || SQLERRM);
END;
/

SET TIMING ON

-- =====================================================================================================================
-- 1. SH.SALES by change in place
-- RANGE (TIME_ID), 27 partitions, SALES_2018 < 2019-01-01 to SALES_Q4_2025 < 2026-01-01
-- becomes RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < 2019-01-01 to
--   SALES_Q4_2025 < 2026-01-01
-- =====================================================================================================================
PROMPT
PROMPT 1 of 1: SH.SALES by change in place
-- Only the dictionary changes. No row moves and no index is touched; the table is locked for a moment.

-- Step 1.1: Look where we are
PROMPT
PROMPT 1.1 Look where we are
DECLARE
  signature   VARCHAR2(32767);
  differences PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :step USING 'SH', 'SALES', 1, 'Look where we are', '1/1';
  EXECUTE IMMEDIATE :signature USING 'SH', 'SALES', OUT signature;
  IF signature = q'[RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < ]'
    || '2019-01-01 to SALES_Q4_2025 < 2026-01-01, #1A26358A' THEN
    :p1 := 'DONE';
    DBMS_OUTPUT.PUT_LINE('The table is partitioned as planned; what is left is to assert it.');
    RETURN;
  END IF;
  :p1 := 'NEW';
  -- Hours may have passed since the preflight.
  EXECUTE IMMEDIATE :facts USING 'SH', 'SALES', 'SALES', 'TABLE', :t1, OUT differences;
  IF differences > 0
      OR signature <> 'RANGE (TIME_ID), 27 partitions, SALES_2018 < 2019-01-01 to SALES_Q4_2025 < 2026-01-01, '
    || '#1A26358A' THEN
    RAISE_APPLICATION_ERROR(-20002, 'The table changed since it was discovered, see above. It was not touched.');
  END IF;
END;
/

-- Step 1.2: Change the partitioning
PROMPT
PROMPT 1.2 Change the partitioning
-- One statement: it succeeds whole or leaves the table as it was.
-- It waits for open transactions in short turns: behind a statement that waits for a table everybody else waits too.
BEGIN
  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :step USING 'SH', 'SALES', 2, 'Change the partitioning', '1/1';
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 10';
    FOR attempt IN 1 .. 30 LOOP
      BEGIN
        EXECUTE IMMEDIATE q'[ALTER TABLE "SH"."SALES" SET INTERVAL (NUMTOYMINTERVAL(3, 'MONTH'))]';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) OR attempt = 30 THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
      END;
    END LOOP;
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
  END IF;
END;
/

-- Step 1.3: Set what goes with it
PROMPT
PROMPT 1.3 Set what goes with it
PROMPT   Nothing does.

-- Step 1.4: Assert that nothing was lost
PROMPT
PROMPT 1.4 Assert that nothing was lost
DECLARE
  signature   VARCHAR2(32767);
  differences PLS_INTEGER := 0;
  n           PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :step USING 'SH', 'SALES', 4, 'Assert that nothing was lost', '1/1';
  EXECUTE IMMEDIATE :facts USING 'SH', 'SALES', 'SALES', 'TABLE', :t1, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20003, differences || ' differences between what the table owned and owns, see above.');
  END IF;
  EXECUTE IMMEDIATE :signature USING 'SH', 'SALES', OUT signature;
  IF signature <> q'[RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < ]'
    || '2019-01-01 to SALES_Q4_2025 < 2026-01-01, #1A26358A' THEN
    RAISE_APPLICATION_ERROR(-20003, 'The table is not partitioned as planned: ' || signature);
  END IF;
  EXECUTE IMMEDIATE :recompile
    USING 'SH', 'SALES', 'MATERIALIZED VIEW'
      || CHR(9)
      || 'SH'
      || CHR(9)
      || 'CAL_MONTH_SALES_MV'
      || CHR(10)
      || 'MATERIALIZED VIEW'
      || CHR(9)
      || 'SH'
      || CHR(9)
      || 'FWEEK_PSCAT_SALES_MV'
      || CHR(10)
      || 'VIEW'
      || CHR(9)
      || 'SH'
      || CHR(9)
      || 'PROFITS'
      || CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is done.');
  END IF;
  EXECUTE IMMEDIATE :step USING 'SH', 'SALES', 5, 'done', '1/1';
END;
/

-- =====================================================================================================================
-- The end: every table must be as planned, else this script has not succeeded.
-- =====================================================================================================================
SET TIMING OFF
DECLARE
  signature VARCHAR2(32767);
  wrong     PLS_INTEGER := 0;

  -- p_kind: what a table that is done keeps, while its partitions come and go.
  PROCEDURE planned(p_owner VARCHAR2, p_table VARCHAR2, p_signature VARCHAR2, p_kind VARCHAR2, p_state VARCHAR2) IS
  BEGIN
    EXECUTE IMMEDIATE :signature USING p_owner, p_table, OUT signature;
    IF signature = p_signature THEN
      DBMS_OUTPUT.PUT_LINE('Done: ' || p_owner || '.' || p_table || ' is ' || signature || '.');
    ELSIF p_state IN ('ASSERTED', 'DONE') AND INSTR(signature || ',', p_kind || ',') = 1 THEN
      DBMS_OUTPUT.PUT_LINE('Done before: ' || p_owner || '.' || p_table || ', whose partitions changed: it is '
          || signature || '.');
    ELSE
      wrong := wrong + 1;
      DBMS_OUTPUT.PUT_LINE('! ' || p_owner || '.' || p_table || ' is ' || signature || ', planned is ' || p_signature
        || '.');
      FOR t IN (SELECT COUNT(*) AS there,
                       COUNT(CASE WHEN t.read_only = 'YES' OR p.def_read_only = 'YES' THEN 1 END) AS closed
                  FROM dba_tables t
                  LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
                 WHERE t.owner = p_owner AND t.table_name = p_table) LOOP
        IF t.there = 0 THEN
          DBMS_OUTPUT.PUT_LINE('! No table bears that name now: look for what became of it.');
        ELSIF t.closed = 1 THEN
          DBMS_OUTPUT.PUT_LINE('! It is READ ONLY: nobody can write to it.');
        END IF;
      END LOOP;
    END IF;
  END planned;
BEGIN
  planned('SH', 'SALES',
          q'[RANGE (TIME_ID), INTERVAL NUMTOYMINTERVAL(3,'MONTH'), 27 partitions, SALES_2018 < ]'
          || '2019-01-01 to SALES_Q4_2025 < 2026-01-01, #1A26358A',
          NULL, :p1);
  IF wrong > 0 THEN
    RAISE_APPLICATION_ERROR(-20009, 'Tables that are not as planned: ' || wrong || ', see above.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('All tables are re-partitioned.');
END;
/
SPOOL OFF
EXIT SUCCESS
