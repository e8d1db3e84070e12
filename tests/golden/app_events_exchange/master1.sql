-- =====================================================================================================================
-- master1.sql, written by repart-tui 0.1.0

-- Database   DEMO, container DEMOPDB, Oracle 19.0.0.0.0
-- Discovered 2026-01-15T09:00:00 as REPART_DBA

-- Run it     sqlplus user@db @master1.sql      (log: master1.log, exit code 0 only if all went well)
-- Run as     APP with CREATE SEQUENCE, CREATE TABLE, or a user with ALTER ANY INDEX, ALTER ANY SEQUENCE, ALTER ANY
--            TABLE, ANALYZE ANY, COMMENT ANY TABLE, CREATE ANY INDEX, CREATE ANY SEQUENCE, CREATE ANY TABLE, DELETE
--            ANY TABLE, DROP ANY INDEX, DROP ANY TABLE, INSERT ANY TABLE, SELECT ANY TABLE
--            and with SELECT_CATALOG_ROLE or SELECT ANY DICTIONARY: the script looks into the DBA_ views
--            with CREATE TABLE and a quota too, if REPART_STATE shall record the steps
-- Stops      at the first error. Nothing has changed when it stops during the preflight.
-- Run again  the same file goes on where it stopped, for it looks at the dictionary before each step.
--            Failed before a swap it begins anew with that table, killed it goes on.
-- If killed  a table that was being copied or exchanged stays READ ONLY. Run this file again, or rollback1.sql. Never
--            open it by hand: its children may have second keys by then, and what is written would be missed.
-- Way back   rollback1.sql. cleanup1.sql drops the kept old tables once you need no way back.
-- Before     take a backup or a restore point. Stop jobs that write to the tables. Think of standbys and replication.
-- After      old ROWIDs are void, and a rebuilt table is a new object to auditing, replication and flashback.

-- What will happen

--   1. APP.EVENTS, 212,004,118 rows by statistics, 49.8 GB with indexes and LOBs
--      from   not partitioned
--      to     RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 < 2026-02-01
--      by     partition exchange, as chosen.
--      note   Row movement becomes enabled: an UPDATE of the key may move a row and change its ROWID.

--      What it costs
--      writes           fail with ORA-12081 while all rows are read twice and keys are added, reads go on but for a
--                       moment
--      space            none for the rows unless a partition is split, indexes that cannot be local are built anew
--      undo             none for the rows
--      redo             little: that of indexes which are built anew, and of rows that a split moves
--      licence          Partitioning option of Enterprise Edition
--      way back         rollback1.sql exchanges back and keeps newer rows, a few are inserted between, many merged
--                       before
--      time             estimate: about 9 minutes at an assumed 100 MB/s

--      What it owns     Name                                         How it is carried
--      rows             all                                          step 7 exchanges, steps 6 and 8 prove
--      identity         EVENT_ID                                     step 5 goes on where it stands (NUMBER,
--                                                                    identity)
--      column           CREATED_AT                                   step 2 created anew (TIMESTAMP(6))
--      column           SEVERITY                                     step 2 created anew (NUMBER)
--      column           SOURCE                                       step 2 created anew (VARCHAR2)
--      column           MESSAGE                                      step 2 created anew (VARCHAR2)
--      attributes       physical                                     step 2 created anew (PCTFREE 10, tablespace
--                                                                    APP_DATA)
--      primary key      EVENTS_PK                                    step 9 added anew (enabled)
--      not null         SYS_C007566 (EVENT_ID)                       step 2 created anew (enabled)
--      not null         SYS_C007567 (CREATED_AT)                     step 2 created anew (enabled)
--      not null         SYS_C007568 (SEVERITY)                       step 2 created anew (enabled)
--      comment          table                                        step 12 written anew
--      column comment   1 column                                     step 4 written anew
--      dependent        APP.APP_LOG                                  step 14 names the table, recompiled (package
--                                                                    body, valid)
--      dependent        PUBLIC.APP_EVENTS                            step 14 names the table, recompiled (synonym,
--                                                                    valid)
--      synonym          PUBLIC.APP_EVENTS                            step 7 follows the name
--      index            APP.EVENTS_CREATED_IX                        step 7 exchanged as local partition, holds the
--                                                                    partitioning key CREATED_AT
--      index            APP.EVENTS_PK                                step 9 built anew, global: unique without the
--                                                                    partitioning key CREATED_AT
--      statistics       table, columns, indexes                      step 15 gathered anew
--      histograms       1 column                                     step 15 gathered anew for the same columns
--      column usage     SYS.COL_USAGE$                               begins anew with the new table, SIZE AUTO
--                                                                    learns it from queries
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
VARIABLE storage CLOB
VARIABLE place CLOB
VARIABLE give_back CLOB
VARIABLE in_turns CLOB
VARIABLE name_blocker CLOB
VARIABLE recompile CLOB
VARIABLE step CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
VARIABLE s1 CLOB
VARIABLE p1 VARCHAR2(20)
VARIABLE proof1 VARCHAR2(20)
VARIABLE before1 CLOB

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

-- Is a table stored as planned: row movement, tablespaces, compression, LOBs?
BEGIN
  :storage := REPLACE(q'[
DECLARE
  -- Is a table stored as planned? Each fact is a line "place: field = value", or several values with bars between.
  -- A fact that begins with "tell" is told where it differs, and is no difference.
  p_owner     VARCHAR2(128) := ~p_owner;
  p_table     VARCHAR2(128) := ~p_table;
  p_expected  CLOB          := ~p_expected;
  TYPE lines_t IS TABLE OF VARCHAR2(32767) INDEX BY VARCHAR2(4000);
  planned     lines_t;
  told        lines_t;
  seen        lines_t;
  line        VARCHAR2(32767);
  first_char  PLS_INTEGER := 1;
  last_char   PLS_INTEGER;
  cut         PLS_INTEGER;
  column_name VARCHAR2(4000);
  differences PLS_INTEGER := 0;
  notes       PLS_INTEGER := 0;

  -- The fact that counts is that of the first of three places that has one.
  PROCEDURE compare(p_field VARCHAR2, p_found VARCHAR2, p_place VARCHAR2, p_second VARCHAR2 DEFAULT NULL,
                    p_third VARCHAR2 DEFAULT NULL) IS
    fact  VARCHAR2(4000);
    found VARCHAR2(4000) := NVL(TRIM(p_found), 'not set');
  BEGIN
    fact := p_third || ': ' || p_field;
    IF planned.EXISTS(p_place || ': ' || p_field) THEN
      fact := p_place || ': ' || p_field;
    ELSIF planned.EXISTS(p_second || ': ' || p_field) THEN
      fact := p_second || ': ' || p_field;
    ELSIF NOT planned.EXISTS(fact) THEN
      RETURN;
    END IF;
    seen(fact) := 'x';
    IF INSTR(' | ' || planned(fact) || ' | ', ' | ' || found || ' | ') > 0 THEN
      RETURN;
    ELSIF told.EXISTS(fact) THEN
      notes := notes + 1;
      IF notes <= 10 THEN
        DBMS_OUTPUT.PUT_LINE('  Note: ' || p_field || ' of ' || p_place || ' is ' || found
                             || ', was ' || planned(fact) || '.');
      END IF;
    ELSE
      differences := differences + 1;
      IF differences <= 50 THEN
        DBMS_OUTPUT.PUT_LINE('! ' || p_field || ' of ' || p_place || ' is ' || found
                             || ', expected is ' || planned(fact) || '.');
      END IF;
    END IF;
  END compare;

  PROCEDURE segment(p_place VARCHAR2, p_second VARCHAR2, p_third VARCHAR2, p_tablespace VARCHAR2, p_pct_free NUMBER,
                    p_ini_trans NUMBER, p_logging VARCHAR2, p_compression VARCHAR2, p_compress_for VARCHAR2,
                    p_buffer_pool VARCHAR2) IS
  BEGIN
    compare('tablespace', p_tablespace, p_place, p_second, p_third);
    compare('PCTFREE', p_pct_free, p_place, p_second, p_third);
    compare('INITRANS', p_ini_trans, p_place, p_second, p_third);
    compare('logging', p_logging, p_place, p_second, p_third);
    compare('compression', CASE WHEN p_compression <> 'ENABLED' THEN 'NONE'
                                WHEN p_compress_for = 'OLTP' THEN 'ADVANCED'
                                ELSE p_compress_for END, p_place, p_second, p_third);
    compare('buffer pool', p_buffer_pool, p_place, p_second, p_third);
  END segment;

  -- For BasicFiles the views say NONE where a setting does not apply.
  FUNCTION off(p_value VARCHAR2) RETURN VARCHAR2 IS
  BEGIN
    RETURN CASE WHEN p_value = 'NONE' THEN 'NO' WHEN p_value LIKE 'LOB%' THEN 'LOB' ELSE NVL(p_value, 'NO') END;
  END off;

  PROCEDURE lob(p_place VARCHAR2, p_second VARCHAR2, p_securefile VARCHAR2, p_in_row VARCHAR2, p_cache VARCHAR2,
                p_logging VARCHAR2, p_compression VARCHAR2, p_deduplication VARCHAR2, p_encrypt VARCHAR2) IS
  BEGIN
    compare('SecureFile', p_securefile, p_place, p_second);
    compare('in row', p_in_row, p_place, p_second);
    compare('cache', p_cache, p_place, p_second);
    compare('logging', p_logging, p_place, p_second);
    compare('compression', off(p_compression), p_place, p_second);
    compare('deduplication', off(p_deduplication), p_place, p_second);
    compare('encrypted', off(p_encrypt), p_place, p_second);
  END lob;
BEGIN
  WHILE first_char <= NVL(LENGTH(p_expected), 0) LOOP
    last_char := INSTR(p_expected, CHR(10), first_char);
    line := SUBSTR(p_expected, first_char, last_char - first_char);
    first_char := last_char + 1;
    -- Names may hold anything, so the value is what stands behind the last equals sign.
    cut := INSTR(line, ' = ', -1);
    IF line LIKE 'tell %' THEN
      told(SUBSTR(line, 6, cut - 6)) := 'x';
      line := SUBSTR(line, 6);
      cut := cut - 5;
    END IF;
    planned(SUBSTR(line, 1, cut - 1)) := SUBSTR(line, cut + 3);
  END LOOP;

  FOR t IN (SELECT partitioned, row_movement, tablespace_name, pct_free, ini_trans, logging, compression,
                   compress_for, buffer_pool, default_collation
              FROM dba_tables
             WHERE owner = p_owner AND table_name = p_table) LOOP
    compare('row movement', t.row_movement, 'table');
    compare('default collation', t.default_collation, 'table');
    IF t.partitioned = 'NO' THEN
      segment('table', NULL, NULL, t.tablespace_name, t.pct_free, t.ini_trans, t.logging, t.compression,
              t.compress_for, t.buffer_pool);
    END IF;
  END LOOP;
  -- What partitions get that are added later, by Oracle or by you.
  FOR t IN (SELECT def_tablespace_name, def_pct_free, def_ini_trans, def_logging, def_compression, def_compress_for,
                   def_buffer_pool, def_indexing
              FROM dba_part_tables
             WHERE owner = p_owner AND table_name = p_table) LOOP
    segment('default', NULL, NULL, t.def_tablespace_name, t.def_pct_free, t.def_ini_trans, t.def_logging,
            t.def_compression, t.def_compress_for, t.def_buffer_pool);
    compare('indexing', t.def_indexing, 'default');
  END LOOP;
  -- A composite partition has no segment: its subpartitions have.
  FOR p IN (SELECT partition_name, tablespace_name, pct_free, ini_trans, logging, compression, compress_for,
                   buffer_pool, indexing
              FROM dba_tab_partitions
             WHERE table_owner = p_owner AND table_name = p_table AND composite = 'NO'
             ORDER BY partition_position) LOOP
    segment('partition ' || p.partition_name, 'all partitions', NULL, p.tablespace_name, p.pct_free, p.ini_trans,
            p.logging, p.compression, p.compress_for, p.buffer_pool);
    compare('indexing', p.indexing, 'partition ' || p.partition_name);
  END LOOP;
  FOR p IN (SELECT partition_name, subpartition_name, tablespace_name, pct_free, ini_trans, logging, compression,
                   compress_for, buffer_pool, indexing
              FROM dba_tab_subpartitions
             WHERE table_owner = p_owner AND table_name = p_table
             ORDER BY partition_position, subpartition_position) LOOP
    segment('subpartition ' || p.subpartition_name, 'partition ' || p.partition_name, 'all partitions',
            p.tablespace_name, p.pct_free, p.ini_trans, p.logging, p.compression, p.compress_for, p.buffer_pool);
    compare('indexing', p.indexing, 'subpartition ' || p.subpartition_name, 'partition ' || p.partition_name);
  END LOOP;

  FOR c IN (SELECT column_name, collation
              FROM dba_tab_cols
             WHERE owner = p_owner AND table_name = p_table AND user_generated = 'YES') LOOP
    compare('collation', c.collation, 'column ' || c.column_name);
  END LOOP;
  FOR c IN (SELECT column_name, encryption_alg, salt, integrity_alg
              FROM dba_encrypted_columns
             WHERE owner = p_owner AND table_name = p_table) LOOP
    compare('encryption', c.encryption_alg, 'column ' || c.column_name);
    compare('salt', c.salt, 'column ' || c.column_name);
    compare('integrity', c.integrity_alg, 'column ' || c.column_name);
  END LOOP;

  FOR l IN (SELECT column_name, tablespace_name, securefile, in_row, cache, logging, compression, deduplication,
                   encrypt, partitioned, chunk, pctversion, retention_type
              FROM dba_lobs
             WHERE owner = p_owner AND table_name = p_table) LOOP
    column_name := 'LOB ' || TRIM('"' FROM l.column_name);
    -- Of a partitioned table this is the default, or the table's where LOBs have none.
    compare('tablespace', l.tablespace_name, column_name);
    compare('CHUNK', l.chunk, column_name);
    compare('PCTVERSION', l.pctversion, column_name);
    IF l.partitioned = 'NO' THEN
      lob(column_name, NULL, l.securefile, l.in_row, l.cache, l.logging, l.compression, l.deduplication, l.encrypt);
    END IF;
    IF l.partitioned = 'NO' OR l.securefile = 'NO' THEN
      compare('retention', l.retention_type, column_name);
    END IF;
  END LOOP;
  FOR l IN (SELECT column_name, def_securefile, def_in_row, def_cache, def_logging, def_compress, def_deduplicate,
                   def_encrypt, def_retention
              FROM dba_part_lobs
             WHERE table_owner = p_owner AND table_name = p_table) LOOP
    column_name := 'LOB ' || TRIM('"' FROM l.column_name);
    lob(column_name, NULL, l.def_securefile, l.def_in_row, l.def_cache, l.def_logging, l.def_compress,
        l.def_deduplicate, l.def_encrypt);
    IF l.def_securefile = 'YES' THEN
      compare('retention', l.def_retention, column_name);
    END IF;
  END LOOP;
  -- Of composite partitions this view shows defaults only, which may be empty.
  FOR l IN (SELECT column_name, partition_name, tablespace_name, securefile, in_row, cache, logging, compression,
                   deduplication, encrypt
              FROM dba_lob_partitions
             WHERE table_owner = p_owner AND table_name = p_table AND composite = 'NO'
             ORDER BY partition_position) LOOP
    column_name := 'LOB ' || TRIM('"' FROM l.column_name);
    compare('tablespace', l.tablespace_name, column_name || ' of partition ' || l.partition_name, column_name);
    lob(column_name || ' of partition ' || l.partition_name, column_name, l.securefile, l.in_row, l.cache, l.logging,
        l.compression, l.deduplication, l.encrypt);
  END LOOP;

  IF notes > 10 THEN
    DBMS_OUTPUT.PUT_LINE('  Note: ' || (notes - 10) || ' more like these.');
  END IF;
  IF differences > 50 THEN
    DBMS_OUTPUT.PUT_LINE('! ' || (differences - 50) || ' more differences like these.');
  END IF;
  -- A fact whose place does not exist. All partitions may have their own.
  line := planned.FIRST;
  WHILE line IS NOT NULL LOOP
    IF NOT seen.EXISTS(line) AND NOT told.EXISTS(line) AND line NOT LIKE 'all partitions%' THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! ' || line || ' is not in the dictionary, expected is ' || planned(line) || '.');
    END IF;
    line := planned.NEXT(line);
  END LOOP;
  ~p_differences := differences;
END;
]', '~', ':');
END;
/

-- Where does a copy and swap stand?
BEGIN
  :place := REPLACE(q'[
DECLARE
  -- NEW: nothing done. STARTED: the copy exists. HALF: the first of the two renames is done. SWAPPED: both are.
  -- ASSERTED: they are, and all that the table owned was found again.
  -- LOST: the original has no name and there is no copy. BACK: a rollback gave the name back. HALF BACK: it was
  -- killed between the renames. BACK ASSERTED: it is done.
  -- OTHER: the name belongs to a table that was not discovered. UNKNOWN: none of these, so a person must look.
  p_owner  VARCHAR2(128) := ~p_owner;
  p_table  VARCHAR2(128) := ~p_table;
  p_new    VARCHAR2(128) := ~p_new;
  p_old    VARCHAR2(128) := ~p_old;
  p_mark   VARCHAR2(128) := ~p_mark;
  p_back   VARCHAR2(128) := ~p_back;
  p_id     NUMBER        := ~p_id;
  id_table NUMBER;
  id_new   NUMBER;
  id_old   NUMBER;
  marked   NUMBER;
  back     NUMBER;
  asserted NUMBER;

  FUNCTION object_id_of(p_name VARCHAR2) RETURN NUMBER IS
    found NUMBER;
  BEGIN
    SELECT MAX(object_id) INTO found
      FROM dba_objects
     WHERE owner = p_owner AND object_name = p_name AND object_type = 'TABLE';
    RETURN found;
  END object_id_of;
BEGIN
  id_table := object_id_of(p_table);
  id_new := object_id_of(p_new);
  id_old := object_id_of(p_old);
  SELECT COUNT(*) INTO marked
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_new AND constraint_name = p_mark;
  SELECT COUNT(*) INTO back
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_new AND constraint_name = p_back;
  -- The mark goes once nothing is found missing.
  SELECT 1 - COUNT(*) INTO asserted
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_table AND constraint_name = p_mark;
  ~p_place := CASE
    WHEN id_table = p_id AND id_old IS NULL AND id_new IS NULL THEN 'NEW'
    WHEN id_table = p_id AND id_old IS NULL AND back = 1 AND marked = 1 THEN 'BACK ASSERTED'
    WHEN id_table = p_id AND id_old IS NULL AND back = 1 THEN 'BACK'
    WHEN id_table = p_id AND id_old IS NULL AND marked = 1 THEN 'STARTED'
    WHEN id_old = p_id AND id_table IS NULL AND back = 1 THEN 'HALF BACK'
    WHEN id_old = p_id AND id_table IS NULL AND marked = 1 THEN 'HALF'
    WHEN id_old = p_id AND id_table IS NULL AND id_new IS NULL THEN 'LOST'
    WHEN id_old = p_id AND id_table IS NOT NULL AND id_new IS NULL AND asserted = 0 THEN 'SWAPPED'
    WHEN id_old = p_id AND id_table IS NOT NULL AND id_new IS NULL THEN 'ASSERTED'
    WHEN id_table <> p_id AND id_old IS NULL AND id_new IS NULL THEN 'OTHER'
    ELSE 'UNKNOWN'
  END;
END;
]', '~', ':');
END;
/

-- After a failure before the swap: drop the copy, let users write to the original again.
BEGIN
  :give_back := REPLACE(q'[
DECLARE
  p_owner    VARCHAR2(128) := ~p_owner;
  p_table    VARCHAR2(128) := ~p_table;
  p_new      VARCHAR2(128) := ~p_new;
  p_mark     VARCHAR2(128) := ~p_mark;
  p_id       NUMBER        := ~p_id;
  p_writable VARCHAR2(3)   := ~p_writable;
  p_closed   CLOB          := ~p_closed;
  n          PLS_INTEGER;
  remaining  PLS_INTEGER := 0;
  statement  VARCHAR2(1000);
BEGIN
  IF p_id = 0 THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_objects
   WHERE owner = p_owner AND object_name = p_table AND object_type = 'TABLE' AND object_id = p_id;
  IF n = 0 THEN
    -- Between two renames the copy may be all there is to finish with.
    DBMS_OUTPUT.PUT_LINE('! The original does not bear its name. Nothing was dropped: run this script again.');
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_new AND constraint_name = p_mark;
  IF n = 1 THEN
    -- Foreign keys of the children to the copy go first, one by one: a transaction on a child may be in the way.
    -- Short waits, for behind a statement that waits for a table everybody else waits too.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    FOR c IN (SELECT owner, table_name, constraint_name
                FROM dba_constraints
               WHERE constraint_type = 'R' AND r_owner = p_owner
                 AND r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = p_owner AND table_name = p_new)
                 AND NOT (owner = p_owner AND table_name = p_new)) LOOP
      statement := 'ALTER TABLE "' || c.owner || '"."' || c.table_name
                   || '" DROP CONSTRAINT "' || c.constraint_name || '"';
      FOR attempt IN 1 .. 20 LOOP
        BEGIN
          EXECUTE IMMEDIATE statement;
          EXIT;
        EXCEPTION
          WHEN OTHERS THEN
            IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) OR attempt = 20 THEN
              remaining := remaining + 1;
              DBMS_OUTPUT.PUT_LINE('! A second foreign key of ' || c.owner || '.' || c.table_name
                                   || ' remains: ' || SQLERRM);
              DBMS_OUTPUT.PUT_LINE('  Until it is gone, new rows there need parents in the copy too (ORA-02291).');
              DBMS_OUTPUT.PUT_LINE('  Once no transaction holds that table: ' || statement);
              EXIT;
            END IF;
        END;
      END LOOP;
    END LOOP;
    FOR attempt IN 1 .. 20 LOOP
      BEGIN
        IF remaining > 0 THEN
          DBMS_OUTPUT.PUT_LINE('! The copy ' || p_owner || '.' || p_new
                               || ' stays meanwhile. The next run of this script drops both.');
          EXIT;
        END IF;
        EXECUTE IMMEDIATE 'DROP TABLE "' || p_owner || '"."' || p_new || '" CASCADE CONSTRAINTS PURGE';
        DBMS_OUTPUT.PUT_LINE('The copy ' || p_owner || '.' || p_new || ' was dropped.');
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) OR attempt = 20 THEN
            DBMS_OUTPUT.PUT_LINE('! The copy ' || p_owner || '.' || p_new || ' could not be dropped: ' || SQLERRM);
            DBMS_OUTPUT.PUT_LINE('  It is stale. The next run of this script drops it.');
            EXIT;
          END IF;
      END;
    END LOOP;
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_objects o
    JOIN dba_tables t ON t.owner = o.owner AND t.table_name = o.object_name
    LEFT JOIN dba_part_tables p ON p.owner = o.owner AND p.table_name = o.object_name
   WHERE o.owner = p_owner AND o.object_name = p_table AND o.object_type = 'TABLE' AND o.object_id = p_id
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF p_writable = 'YES' AND n = 1 THEN
    statement := 'ALTER TABLE "' || p_owner || '"."' || p_table || '" READ WRITE';
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 10';
    FOR attempt IN 1 .. 30 LOOP
      BEGIN
        EXECUTE IMMEDIATE statement;
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) OR attempt = 30 THEN
            DBMS_OUTPUT.PUT_LINE('! ' || p_owner || '.' || p_table || ' is the original and stays READ ONLY: '
                || SQLERRM);
            DBMS_OUTPUT.PUT_LINE('  Open it yourself, before you run this again: ' || statement);
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RETURN;
          END IF;
      END;
    END LOOP;
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    -- READ WRITE opened every partition: those that were READ ONLY close again.
    FOR p IN (SELECT partition_name
                FROM dba_tab_partitions
               WHERE table_owner = p_owner AND table_name = p_table) LOOP
      IF NVL(INSTR(p_closed, CHR(10) || p.partition_name || CHR(10)), 0) > 0 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "' || p_owner || '"."' || p_table || '" MODIFY PARTITION "'
                          || p.partition_name || '" READ ONLY';
      END IF;
    END LOOP;
    DBMS_OUTPUT.PUT_LINE(p_owner || '.' || p_table || ' is the original and takes writes again.');
  END IF;
END;
]', '~', ':');
END;
/

-- A statement on a table that others use waits for them in short turns.
BEGIN
  :in_turns := REPLACE(q'[
DECLARE
  -- Behind a statement that waits for a table everybody else waits too, so it waits in short turns.
  -- One that ran into a lock or a deadlock did nothing and is run again.
  statement CLOB := ~statement;
BEGIN
  IF statement = ' ' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 10';
  FOR attempt IN 1 .. 30 LOOP
    BEGIN
      EXECUTE IMMEDIATE statement;
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
END;
]', '~', ':');
END;
/

-- Who is in the way of a table that is to get its name?
BEGIN
  :name_blocker := REPLACE(q'{
DECLARE
  -- Whom does a table without a name wait for? DBMS_OUTPUT prints when the block has ended, so it is said at once in
  -- V$SESSION.CLIENT_INFO, 64 bytes (PL/SQL Packages and Types Reference, DBMS_APPLICATION_INFO).
  p_owner VARCHAR2(128) := ~p_owner;
  p_new   VARCHAR2(128) := ~p_new;
  p_old   VARCHAR2(128) := ~p_old;
  holder  VARCHAR2(300);
BEGIN
  IF p_owner = ' ' THEN
    RETURN;
  END IF;
  BEGIN
    EXECUTE IMMEDIATE q'[
      SELECT MAX(s.sid || ',' || s.serial# || ',@' || s.inst_id || ' ' || s.username || ' ' || s.program)
        FROM gv$locked_object l
        JOIN gv$session s ON s.inst_id = l.inst_id AND s.sid = l.session_id
       WHERE l.object_id IN (SELECT o.object_id
                               FROM dba_objects o
                              WHERE o.owner = ~o AND o.object_name IN (~n, ~k) AND o.object_type = 'TABLE')
         AND NOT (s.sid = SYS_CONTEXT('USERENV', 'SID') AND s.inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))]'
      INTO holder USING p_owner, p_new, p_old;
  EXCEPTION
    WHEN OTHERS THEN
      -- It may not be read. The table goes on waiting all the same.
      NULL;
  END;
  holder := SUBSTRB('waits for ' || NVL(holder, 'a lock on ' || p_new || ' or ' || p_old), 1, 64);
  IF SYS_CONTEXT('USERENV', 'CLIENT_INFO') = holder THEN
    RETURN;
  END IF;
  DBMS_APPLICATION_INFO.SET_CLIENT_INFO(holder);
  DBMS_OUTPUT.PUT_LINE('Without its name the table ' || holder);
END;
}', '~', ':');
END;
/
PROMPT Should a table wait for its name, this tells for whom: SELECT client_info FROM gv$session WHERE module LIKE 'repart-tui%'

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
  IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> 'APP' THEN
    needs('ALTER ANY INDEX');
    needs('ALTER ANY SEQUENCE');
    needs('ALTER ANY TABLE');
    needs('ANALYZE ANY');
    needs('COMMENT ANY TABLE');
    needs('CREATE ANY INDEX');
    needs('CREATE ANY SEQUENCE');
    needs('CREATE ANY TABLE');
    needs('DELETE ANY TABLE');
    needs('DROP ANY INDEX');
    needs('DROP ANY TABLE');
    needs('INSERT ANY TABLE');
    needs('SELECT ANY TABLE');
  ELSE
    needs('CREATE SEQUENCE');
    needs('CREATE TABLE');
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
  alone(176958217, 'APP.EVENTS');
END;
/

-- The tools that are needed late must compile now.
DECLARE
  n        PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :give_back USING ' ', ' ', ' ', ' ', 0, 'NO', CHR(10);
  EXECUTE IMMEDIATE :in_turns USING ' ';
  EXECUTE IMMEDIATE :name_blocker USING ' ', ' ', ' ';
  EXECUTE IMMEDIATE :recompile USING ' ', ' ', CHR(10), CHR(10), OUT n;
END;
/

-- APP.EVENTS: what was discovered, and whether it is still so.
DECLARE
  w           CLOB;
  differences PLS_INTEGER;
  signature   VARCHAR2(32767);
  n           PLS_INTEGER;
  bad         NUMBER;
  examples    VARCHAR2(4000);

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;

  PROCEDURE fail(p_text VARCHAR2) IS
  BEGIN
    :failures := :failures + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ': ' || p_text);
  END fail;

  PROCEDURE free(p_owner VARCHAR2, p_name VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM (SELECT object_name AS name FROM dba_objects
             WHERE owner = p_owner
               AND object_type IN ('TABLE', 'INDEX', 'TRIGGER', 'VIEW', 'SYNONYM', 'SEQUENCE',
                                   'PROCEDURE', 'FUNCTION', 'PACKAGE', 'TYPE', 'MATERIALIZED VIEW')
             UNION ALL
            SELECT constraint_name FROM dba_constraints WHERE owner = p_owner)
     WHERE name = p_name;
    IF n > 0 THEN
      fail('the name ' || p_owner || '.' || p_name
          || ' is needed for a while and is taken. Rename or drop that object.');
    END IF;
  END free;
BEGIN
  add('alias EVENTS_CREATED_IX_RPN => EVENTS_CREATED_IX');
  add('alias EVENTS_PK_RPN => EVENTS_PK');
  add('alias EVENTS_PK_RPN => EVENTS_PK');
  add('ignore EVENTS_RPNM');
  add('ignore EVENTS_RPNB');
  add('column 1 EVENT_ID NUMBER 22,19,0  NOT NULL IDENTITY DEFAULT ON NULL');
  add('column 2 CREATED_AT TIMESTAMP(6) 11,,6  NOT NULL');
  add('column 3 SEVERITY NUMBER 22,1,0  NOT NULL');
  add('column 4 SOURCE VARCHAR2 60,, B');
  add('column 5 MESSAGE VARCHAR2 4000,, B');
  add('constraint EVENTS_PK P (EVENT_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE ');
  add('constraint (generated) C (EVENT_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"EVENT_ID" IS NOT NULL');
  add('constraint (generated) C (CREATED_AT) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"CREATED_AT" IS NOT NULL');
  add('constraint (generated) C (SEVERITY) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"SEVERITY" IS NOT NULL');
  add('index APP.EVENTS_CREATED_IX NORMAL NONUNIQUE (CREATED_AT) VISIBLE');
  add('index APP.EVENTS_PK NORMAL UNIQUE (EVENT_ID) VISIBLE');
  add('comment on table: Events of all systems; kept for two years, deleted at night');
  add('comment on EVENT_ID: Counts downwards');
  add('identity EVENT_ID BY DEFAULT -1,-999999999999999999999999999,-1,20,N,N');
  add('degree 1');
  :t1 := w;
  -- How it shall be stored.
  w := NULL;
  add('table: row movement = ENABLED');
  add('default: tablespace = APP_DATA');
  add('all partitions: tablespace = APP_DATA');
  add('default: PCTFREE = 10');
  add('all partitions: PCTFREE = 10');
  add('default: logging = YES');
  add('all partitions: logging = YES');
  add('default: compression = NONE');
  add('all partitions: compression = NONE');
  add('table: default collation = USING_NLS_COMP');
  :s1 := w;
  -- How it was stored when it was discovered.
  w := NULL;
  add('table: row movement = DISABLED');
  add('table: tablespace = APP_DATA');
  add('table: PCTFREE = 10');
  add('table: logging = YES');
  add('table: compression = NONE');
  add('table: default collation = USING_NLS_COMP');

  EXECUTE IMMEDIATE :place
    USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPO', 'EVENTS_RPNM', 'EVENTS_RPNB', 72045, OUT :p1;
  EXECUTE IMMEDIATE :signature USING 'APP', 'EVENTS', OUT signature;
  IF :p1 = 'OTHER'
      AND signature = q'[RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 ]'
      || '< 2026-02-01, #2191FDA4' THEN
    :p1 := 'DONE';
    DBMS_OUTPUT.PUT_LINE('Done before: ' || 'APP.EVENTS' || ' is ' || signature || '.');
  ELSIF :p1 = 'OTHER' THEN
    fail('this is not the table that was discovered (OBJECT_ID 72045). Discover again.');
  ELSIF :p1 IN ('BACK', 'HALF BACK', 'BACK ASSERTED') THEN
    fail('rollback1.sql was run. Run it again to its end, then cleanup1.sql, then this script.');
  ELSIF :p1 = 'UNKNOWN' THEN
    fail('it and ' || 'EVENTS_RPN' || ', ' || 'EVENTS_RPO'
         || ' are in no state that this script leaves behind. Look at them, or drop what is not needed.');
  END IF;

  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :facts
      USING 'APP', 'EVENTS', 'EVENTS', 'TABLE', :t1,
            OUT differences;
    IF differences > 0 AND :unfinished = 0 THEN
      fail('it changed since it was discovered, see above. Discover again.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'EVENTS', w, OUT differences;
    IF differences > 0 THEN
      fail('it is stored otherwise than it was when it was discovered, see above. Discover again.');
    END IF;
    IF signature <> 'not partitioned' THEN
      fail('its partitioning changed since it was discovered: ' || signature || '. Discover again.');
    END IF;
    free('APP', 'EVENTS_CREATED_IX_RPN');
    free('APP', 'EVENTS_CREATED_IX_RPO');
    free('APP', 'EVENTS_PK_RPN');
    free('APP', 'EVENTS_PK_RPO');
    free('APP', 'EVENTS_RPN');
    free('APP', 'EVENTS_RPNB');
    free('APP', 'EVENTS_RPNC');
    free('APP', 'EVENTS_RPNM');
    free('APP', 'EVENTS_RPNT');
    free('APP', 'EVENTS_RPO');
    SELECT COUNT(*), MAX(s.last_number) INTO n, bad
      FROM dba_tab_identity_cols i
      JOIN dba_sequences s ON s.sequence_owner = i.owner AND s.sequence_name = i.sequence_name
     WHERE i.owner = 'APP' AND i.table_name = 'EVENTS' AND i.column_name = 'EVENT_ID'
       AND s.last_number NOT BETWEEN s.min_value AND s.max_value;
    IF n > 0 THEN
      fail('identity column EVENT_ID' || ' is at its end: ' || bad || ' would be next, beyond its '
        || 'MAXVALUE or MINVALUE (ORA-04008). Give it a wider one with ALTER TABLE ... MODIFY.');
    END IF;
    -- Rows are looked at only where all is well so far, for you may lack the right to read them.
    IF :failures = 0 THEN
      EXECUTE IMMEDIATE
           'SELECT /*+ PARALLEL(4) */ COUNT(*) FROM "APP"."EVENTS"'
        || q'[ WHERE ("CREATED_AT" IS NULL OR "CREATED_AT" >= TIMESTAMP '2026-02-01 00:00:00')]' INTO bad;
      IF bad > 0 THEN
        fail(bad || ' rows do not fit into partition P_BEFORE_2026_02: their CREATED_AT is NULL or not below '
          || 'its bound (ORA-14099). Put the bound above all rows.');
      END IF;
      EXECUTE IMMEDIATE
           'SELECT /*+ PARALLEL(4) */ COUNT(*) FROM "APP"."EVENTS"'
        || ' WHERE "CREATED_AT" IS NULL' INTO bad;
      IF bad > 0 THEN
        fail(bad || ' rows have a NULL in CREATED_AT, which interval partitioning does not take (ORA-14400). '
          || 'Choose another key.');
      END IF;
      EXECUTE IMMEDIATE
           q'[SELECT /*+ PARALLEL(4) */ CASE WHEN MAX("CREATED_AT") >= TIMESTAMP '9999-12-01 ]'
        || q'[00:00:00' THEN 1 ELSE 0 END FROM "APP"."EVENTS"]' INTO bad;
      IF bad > 0 THEN
        fail(bad || ' rows or more lie at or after 9999-12-01, where a partition by INTERVAL '
          || q'[(NUMTOYMINTERVAL(1, 'MONTH')) would end after the year 9999: ORA-01841. Take range ]'
          || 'partitions with MAXVALUE.');
        EXECUTE IMMEDIATE
             q'[SELECT /*+ PARALLEL(4) */ 'the greatest is ' || TO_CHAR(MAX("CREATED_AT")) FROM ]'
          || '"APP"."EVENTS"' INTO examples;
        DBMS_OUTPUT.PUT_LINE('  Found: ' || examples);
      END IF;
    END IF;
  ELSIF :p1 IN ('CREATED', 'STARTED', 'BROKEN', 'HALF', 'LOST', 'SWAPPED', 'FINISHED') THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('Going on with ' || 'APP.EVENTS' || ' (' || :p1 || ').');
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
  sort_of(:p1, 'APP', 'EVENTS');
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
-- 1. APP.EVENTS by partition exchange
-- not partitioned
-- becomes RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 < 2026-02-01
-- =====================================================================================================================
PROMPT
PROMPT 1 of 1: APP.EVENTS by partition exchange
-- EVENTS_RPN is the empty partitioned table. Its partition P_BEFORE_2026_02 takes the rows as they lie, and
-- EVENTS_RPO is the emptied original after that.
-- Writes to the table fail with ORA-12081 from step 5 to step 13. Reads go on, but for the moment of the exchange.

-- Step 1.1: Look where we are
PROMPT
PROMPT 1.1 Look where we are
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;

  -- The key of a table on these columns; NULL where there is none.
  FUNCTION key_on(p_table VARCHAR2, p_type VARCHAR2, p_columns VARCHAR2) RETURN VARCHAR2 IS
    found_columns VARCHAR2(32767);
  BEGIN
    FOR c IN (SELECT constraint_name
                FROM dba_constraints
               WHERE owner = 'APP' AND table_name = p_table AND constraint_type = p_type) LOOP
      found_columns := NULL;
      FOR k IN (SELECT column_name
                  FROM dba_cons_columns
                 WHERE owner = 'APP' AND constraint_name = c.constraint_name
                 ORDER BY position) LOOP
        found_columns := found_columns || '"' || k.column_name || '"';
      END LOOP;
      IF found_columns = p_columns THEN
        RETURN c.constraint_name;
      END IF;
    END LOOP;
    RETURN NULL;
  END key_on;

  FUNCTION has_index(p_owner VARCHAR2, p_table VARCHAR2, p_index VARCHAR2) RETURN BOOLEAN IS
    found PLS_INTEGER;
  BEGIN
    SELECT COUNT(*) INTO found
      FROM dba_indexes
     WHERE owner = p_owner AND index_name = p_index AND table_owner = 'APP' AND table_name = p_table;
    RETURN found = 1;
  END has_index;
BEGIN
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 1, 'Look where we are', '1/1';
  IF :p1 <> 'DONE' THEN
    EXECUTE IMMEDIATE :place
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPO', 'EVENTS_RPNM', 'EVENTS_RPNB', 72045, OUT :p1;
  END IF;
  IF :p1 = 'HALF' THEN
    -- An earlier run was killed while the table had no name. Are the rows in the new table already?
    EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."EVENTS_RPN" WHERE ROWNUM = 1' INTO n;
    IF n = 1 THEN
      SELECT COUNT(*) INTO n
        FROM dba_tables t
        LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
       WHERE t.owner = 'APP' AND t.table_name = 'EVENTS_RPN'
         AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
      IF n = 0 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" READ ONLY';
      END IF;
      EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
      LOOP
        BEGIN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" RENAME TO "EVENTS"';
          EXIT;
        EXCEPTION
          WHEN OTHERS THEN
            IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
              EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
              RAISE;
            END IF;
            EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
        END;
      END LOOP;
      DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
      EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
      :p1 := 'SWAPPED';
    ELSE
      -- No: the original takes its name again, and stays closed until it has all its keys.
      SELECT COUNT(*) INTO n
        FROM dba_tables t
        LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
       WHERE t.owner = 'APP' AND t.table_name = 'EVENTS_RPO'
         AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
      IF n = 0 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" READ ONLY';
      END IF;
      EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
      LOOP
        BEGIN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" RENAME TO "EVENTS"';
          EXIT;
        EXCEPTION
          WHEN OTHERS THEN
            IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
              EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
              RAISE;
            END IF;
            EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
        END;
      END LOOP;
      DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
      EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
      :p1 := 'STARTED';
    END IF;
  ELSIF :p1 = 'LOST' THEN
    -- The new table is gone and the original has no name: give it back, with all its keys, and begin anew.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNT';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."EVENTS_RPO" WHERE ROWNUM = 1' INTO n;
      IF n = 0 THEN
        RAISE_APPLICATION_ERROR(-20002, 'EVENTS_RPN' || ' was dropped, perhaps with all rows, for ' || 'EVENTS_RPO'
          || ' is empty. Look for it in the recycle bin (FLASHBACK TABLE ... TO BEFORE DROP). Nothing was changed.');
      END IF;
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNT';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" DROP CONSTRAINT "EVENTS_RPNT"';
    END IF;
    IF NOT has_index('APP', 'EVENTS_RPO', 'EVENTS_PK') THEN
      EXECUTE IMMEDIATE
           'CREATE UNIQUE INDEX "APP"."EVENTS_PK"'
        || '  ON "APP"."EVENTS_RPO" ("EVENT_ID")'
        || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
    END IF;
    EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_PK" NOPARALLEL';
    IF key_on('EVENTS_RPO', 'P', '"EVENT_ID"') IS NULL THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."EVENTS_RPO" ADD CONSTRAINT "EVENTS_PK" PRIMARY KEY ("EVENT_ID") '
        || 'USING INDEX "APP"."EVENTS_PK" ENABLE VALIDATE';
    END IF;
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" RENAME TO "EVENTS"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p1 := 'NEW';
  END IF;
  IF :p1 = 'STARTED' THEN
    -- Killed before the exchange: what the original gave up or got for it is put right first.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS' AND constraint_name = 'EVENTS_RPNT';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNT"';
    END IF;
    IF NOT has_index('APP', 'EVENTS', 'EVENTS_PK') THEN
      EXECUTE IMMEDIATE
           'CREATE UNIQUE INDEX "APP"."EVENTS_PK"'
        || '  ON "APP"."EVENTS" ("EVENT_ID")'
        || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
    END IF;
    EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_PK" NOPARALLEL';
    IF key_on('EVENTS', 'P', '"EVENT_ID"') IS NULL THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."EVENTS" ADD CONSTRAINT "EVENTS_PK" PRIMARY KEY ("EVENT_ID") USING '
        || 'INDEX "APP"."EVENTS_PK" ENABLE VALIDATE';
    END IF;
  END IF;
  IF :p1 IN ('NEW', 'STARTED') THEN
    -- Hours may have passed since the preflight.
    EXECUTE IMMEDIATE :facts USING 'APP', 'EVENTS', 'EVENTS', 'TABLE', :t1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20002, 'The table changed since it was discovered, see above. It was not touched.');
    END IF;
  ELSIF :p1 NOT IN ('SWAPPED', 'ASSERTED', 'DONE') THEN
    RAISE_APPLICATION_ERROR(-20002, 'The table changed under this script. Look at it and discover again.');
  END IF;
  IF :p1 IN ('SWAPPED', 'ASSERTED') THEN
    -- Left by a rollback that did not come to the renames: this run goes forward again, and opens what that closed.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS' AND constraint_name = 'EVENTS_RPNB';
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNB"';
    END IF;
  END IF;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p1);
END;
/

-- Step 1.2: Create the partitioned table, empty
PROMPT
PROMPT 1.2 Create the partitioned table, empty
-- The same columns in the same order: the rows are not converted, they are taken as they lie.
-- The disabled constraint EVENTS_RPNM marks the table as ours and goes at the end.
BEGIN
  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 2, 'Create the partitioned table', '1/1';
    -- Names in the text that follows mean what they mean to APP.
    EXECUTE IMMEDIATE 'ALTER SESSION SET CURRENT_SCHEMA = "APP"';
    EXECUTE IMMEDIATE
         'CREATE TABLE "APP"."EVENTS_RPN"'
      || '  ( "EVENT_ID" NUMBER(19,0) GENERATED BY DEFAULT AS IDENTITY'
      || '  , "CREATED_AT" TIMESTAMP(6) NOT NULL'
      || '  , "SEVERITY" NUMBER(1,0) NOT NULL'
      || '  , "SOURCE" VARCHAR2(60 BYTE)'
      || '  , "MESSAGE" VARCHAR2(4000 BYTE)'
      || '  , CONSTRAINT "EVENTS_RPNM" CHECK (1 = 1) DISABLE'
      || '  )'
      || '  PCTFREE 10 TABLESPACE "APP_DATA" LOGGING'
      || '  NOCOMPRESS'
      || ' PARTITION BY RANGE ("CREATED_AT")'
      || q'[ INTERVAL (NUMTOYMINTERVAL(1, 'MONTH'))]'
      || q'[ ( PARTITION "P_BEFORE_2026_02" VALUES LESS THAN (TIMESTAMP '2026-02-01 00:00:00')]'
      || ' )'
      || '  NOPARALLEL'
      || '  ENABLE ROW MOVEMENT';
    EXECUTE IMMEDIATE 'ALTER SESSION SET CURRENT_SCHEMA = "' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '"';
    :p1 := 'STARTED';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    -- The copy is stale once users write again: drop it, open the original, let the next run begin anew.
    EXECUTE IMMEDIATE :give_back
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    RAISE;
END;
/

-- Step 1.3: Local indexes and constraints
PROMPT
PROMPT 1.3 Local indexes and constraints
-- Every index of the original needs its local counterpart here (ORA-14098), and every constraint its own.
DECLARE
  n PLS_INTEGER;

  FUNCTION is_missing(p_owner VARCHAR2, p_name VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM (SELECT index_name AS name FROM dba_indexes
             WHERE owner = p_owner AND table_owner = 'APP' AND table_name = 'EVENTS_RPN'
             UNION ALL
            SELECT 'constraint ' || constraint_name FROM dba_constraints
             WHERE owner = p_owner AND table_name = 'EVENTS_RPN')
     WHERE name = p_name;
    RETURN n = 0;
  END is_missing;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 3, 'Local indexes and constraints', '1/1';
  -- APP.EVENTS_CREATED_IX: holds the partitioning key CREATED_AT
  IF is_missing('APP', 'EVENTS_CREATED_IX_RPN') THEN
    EXECUTE IMMEDIATE
         'CREATE INDEX "APP"."EVENTS_CREATED_IX_RPN"'
      || '  ON "APP"."EVENTS_RPN" ("CREATED_AT")'
      || ' LOCAL PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 1';
  END IF;
  EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_CREATED_IX_RPN" NOPARALLEL';
EXCEPTION
  WHEN OTHERS THEN
    -- The copy is stale once users write again: drop it, open the original, let the next run begin anew.
    EXECUTE IMMEDIATE :give_back
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    RAISE;
END;
/

-- Step 1.4: Grants, column comments and preferences
PROMPT
PROMPT 1.4 Grants, column comments and preferences
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 4, 'Grants, comments and logging', '1/1';
  EXECUTE IMMEDIATE q'[COMMENT ON COLUMN "APP"."EVENTS_RPN"."EVENT_ID" IS 'Counts downwards']';
EXCEPTION
  WHEN OTHERS THEN
    -- The copy is stale once users write again: drop it, open the original, let the next run begin anew.
    EXECUTE IMMEDIATE :give_back
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    RAISE;
END;
/

-- Step 1.5: Stop writes to the original
PROMPT
PROMPT 1.5 Stop writes to the original
DECLARE
  n PLS_INTEGER;
  next_value NUMBER;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 5, 'Stop writes', '1/1';
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'EVENTS'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 0 THEN
    -- Waits for transactions that are under way, a short while and again: whoever wants to write waits behind it.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."EVENTS" READ ONLY';
  END IF;
  -- A transaction that wrote to the table before it was closed must end before its rows are read, on any instance.
  FOR l IN (SELECT DISTINCT inst_id, xidusn, xidslot, xidsqn
              FROM gv$locked_object
             WHERE object_id = 72045 AND xidusn > 0
               AND NOT (session_id = SYS_CONTEXT('USERENV', 'SID')
                        AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))) LOOP
    FOR second IN 1 .. 300 LOOP
      SELECT COUNT(*) INTO n
        FROM gv$locked_object
       WHERE object_id = 72045 AND inst_id = l.inst_id
         AND xidusn = l.xidusn AND xidslot = l.xidslot AND xidsqn = l.xidsqn;
      EXIT WHEN n = 0;
      EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(1); END;';
    END LOOP;
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20004,
          'A transaction of another session does not end. Let it end and run this again.');
    END IF;
  END LOOP;
  -- The sequence of the new column goes on where that of the old one stands, with all its options.
  SELECT s.last_number INTO next_value
    FROM dba_tab_identity_cols i
    JOIN dba_sequences s ON s.sequence_owner = i.owner AND s.sequence_name = i.sequence_name
   WHERE i.owner = 'APP' AND i.table_name = 'EVENTS'
     AND i.column_name = 'EVENT_ID';
  EXECUTE IMMEDIATE
       'ALTER TABLE "APP"."EVENTS_RPN" MODIFY ("EVENT_ID"'
    || ' GENERATED BY DEFAULT ON NULL AS IDENTITY (START WITH ' || TO_CHAR(next_value)
    || ' INCREMENT BY -1 MAXVALUE -1 MINVALUE -999999999999999999999999999 CACHE 20 NOCYCLE NOORDER))';
EXCEPTION
  WHEN OTHERS THEN
    -- The copy is stale once users write again: drop it, open the original, let the next run begin anew.
    EXECUTE IMMEDIATE :give_back
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    RAISE;
END;
/

-- Step 1.6: Prove that all is ready and every row fits, and read all rows
PROMPT
PROMPT 1.6 Prove that all is ready and every row fits, and read all rows
-- The new table has all that the original has, but for keys and indexes that follow in step 9.
-- P_BEFORE_2026_02 takes every row: nothing lies beyond its bound, no key is NULL. The exchange does not look again.
-- What is read of each column now, its values that are not NULL and the sum of their hashes, is read again in step 8.
DECLARE
  differences PLS_INTEGER := 0;
  n           NUMBER;
  signature   VARCHAR2(32767);
  w           CLOB;

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;

  -- An index bears its new name until step 11, its final one after.
  PROCEDURE located(p_owner VARCHAR2, p_new VARCHAR2, p_final VARCHAR2, p_locality VARCHAR2) IS
    actual VARCHAR2(20);
  BEGIN
    SELECT MAX(NVL(p.locality, 'NONPARTITIONED')) INTO actual
      FROM dba_indexes i
      LEFT JOIN dba_part_indexes p ON p.owner = i.owner AND p.index_name = i.index_name
     WHERE i.owner = p_owner AND i.index_name IN (p_new, p_final)
       AND i.table_owner = 'APP' AND i.table_name = 'EVENTS_RPN';
    IF actual IS NULL OR actual <> p_locality THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! Index ' || p_owner || '.' || p_final || ' is ' || NVL(actual, 'missing')
                           || ', planned was ' || p_locality || '.');
    END IF;
  END located;

  readings CLOB;
  chars    VARCHAR2(4000);
  digest   NUMBER := 0;

  -- p_what names the values that p_select returns, both separated by commas: they become lines of the readings.
  PROCEDURE read(p_what VARCHAR2, p_select CLOB) IS
    read_values VARCHAR2(32767);
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select || ' FROM "APP"."EVENTS" t'
      INTO read_values;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      readings := readings || REGEXP_SUBSTR(p_what || ',', '([^,]*),', 1, i, NULL, 1) || ': '
                  || REGEXP_SUBSTR(read_values || ',', '([^,]*),', 1, i, NULL, 1) || CHR(10);
    END LOOP;
  END read;

  -- Tell which readings differ from those before, where this run has those.
  PROCEDURE tell(p_before CLOB) IS
    now_line    VARCHAR2(4000);
    before_line VARCHAR2(4000);
  BEGIN
    FOR i IN 1 .. REGEXP_COUNT(readings, CHR(10)) LOOP
      now_line := REGEXP_SUBSTR(readings, '[^' || CHR(10) || ']+', 1, i);
      before_line := REGEXP_SUBSTR(p_before, '[^' || CHR(10) || ']+', 1, i);
      IF before_line <> now_line THEN
        DBMS_OUTPUT.PUT_LINE('! ' || now_line || ', before it was ' || before_line);
      END IF;
    END LOOP;
  END tell;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 6, 'Prove that all is ready', '1/1';
  EXECUTE IMMEDIATE :facts USING 'APP', 'EVENTS', 'EVENTS', 'TABLE', :t1, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'The original changed in the meantime, see above. It stays in service.');
  END IF;
  EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."EVENTS_RPN" WHERE ROWNUM = 1' INTO n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Somebody wrote into the new table. The original stays in service.');
  END IF;
  add('alias EVENTS_CREATED_IX_RPN => EVENTS_CREATED_IX');
  add('alias EVENTS_PK_RPN => EVENTS_PK');
  add('alias EVENTS_PK_RPN => EVENTS_PK');
  add('ignore EVENTS_RPNM');
  add('column 1 EVENT_ID NUMBER 22,19,0  NOT NULL IDENTITY DEFAULT ON NULL');
  add('column 2 CREATED_AT TIMESTAMP(6) 11,,6  NOT NULL');
  add('column 3 SEVERITY NUMBER 22,1,0  NOT NULL');
  add('column 4 SOURCE VARCHAR2 60,, B');
  add('column 5 MESSAGE VARCHAR2 4000,, B');
  add('constraint (generated) C (EVENT_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"EVENT_ID" IS NOT NULL');
  add('constraint (generated) C (CREATED_AT) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"CREATED_AT" IS NOT NULL');
  add('constraint (generated) C (SEVERITY) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"SEVERITY" IS NOT NULL');
  add('index APP.EVENTS_CREATED_IX NORMAL NONUNIQUE (CREATED_AT) VISIBLE');
  add('comment on table: Events of all systems; kept for two years, deleted at night');
  add('comment on EVENT_ID: Counts downwards');
  add('identity EVENT_ID BY DEFAULT -1,-999999999999999999999999999,-1,20,N,N');
  add('degree 1');
  EXECUTE IMMEDIATE :facts
    USING 'APP', 'EVENTS_RPN', 'EVENTS', 'COPY', w, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, differences || ' differences between the original and the new table, see above.');
  END IF;
  located('APP', 'EVENTS_CREATED_IX_RPN', 'EVENTS_CREATED_IX', 'LOCAL');
  EXECUTE IMMEDIATE :signature USING 'APP', 'EVENTS_RPN', OUT signature;
  IF differences > 0
      OR signature <> q'[RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 ]'
    || '< 2026-02-01, #2191FDA4' THEN
    RAISE_APPLICATION_ERROR(-20006, 'The new table is not partitioned as planned: ' || signature);
  END IF;
  w := NULL;
  add('table: row movement = ENABLED');
  add('default: tablespace = APP_DATA');
  add('all partitions: tablespace = APP_DATA');
  add('default: PCTFREE = 10');
  add('all partitions: PCTFREE = 10');
  add('default: logging = YES');
  add('all partitions: logging = YES');
  add('default: compression = NONE');
  add('all partitions: compression = NONE');
  add('table: default collation = USING_NLS_COMP');
  EXECUTE IMMEDIATE :storage USING 'APP', 'EVENTS_RPN', w, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, differences || ' settings of the new table are not as planned, see above.');
  END IF;
  EXECUTE IMMEDIATE
       'SELECT /*+ PARALLEL(4) */ COUNT(*) FROM "APP"."EVENTS"'
    || q'[ WHERE ("CREATED_AT" IS NULL OR "CREATED_AT" >= TIMESTAMP '2026-02-01 00:00:00')]' INTO n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20005, n
        || ' rows do not fit into partition P_BEFORE_2026_02: their CREATED_AT is NULL or not below '
      || 'its bound (ORA-14099). Put the bound above all rows.');
  END IF;
  read(
       'rows,whole rows,EVENT_ID not NULL,EVENT_ID by hash,CREATED_AT not NULL,CREATED_AT by '
    || 'hash,SEVERITY not NULL,SEVERITY by hash,SOURCE not NULL,SOURCE by hash,MESSAGE not '
    || 'NULL,MESSAGE by hash',
       q'[COUNT(*) || ',' ||]'
    || q'[ SUM(ORA_HASH(ORA_HASH("EVENT_ID", 4294967295, 1) || '|' ||]'
    || q'[ ORA_HASH("CREATED_AT", 4294967295, 2) || '|' ||]'
    || q'[ ORA_HASH("SEVERITY", 4294967295, 3) || '|' ||]'
    || q'[ ORA_HASH("SOURCE", 4294967295, 4) || '|' ||]'
    || q'[ ORA_HASH("MESSAGE", 4294967295, 5))) || ',' ||]'
    || q'[ COUNT("EVENT_ID") || ',' ||]'
    || q'[ SUM(ORA_HASH("EVENT_ID", 4294967295, 1)) || ',' ||]'
    || q'[ COUNT("CREATED_AT") || ',' ||]'
    || q'[ SUM(ORA_HASH("CREATED_AT", 4294967295, 2)) || ',' ||]'
    || q'[ COUNT("SEVERITY") || ',' ||]'
    || q'[ SUM(ORA_HASH("SEVERITY", 4294967295, 3)) || ',' ||]'
    || q'[ COUNT("SOURCE") || ',' ||]'
    || q'[ SUM(ORA_HASH("SOURCE", 4294967295, 4)) || ',' ||]'
    || q'[ COUNT("MESSAGE") || ',' ||]'
    || ' SUM(ORA_HASH("MESSAGE", 4294967295, 5))');
  FOR piece IN 0 .. TRUNC((LENGTH(readings) - 1) / 1000) LOOP
    chars := SUBSTR(readings, piece * 1000 + 1, 1000);
    FOR i IN 1 .. LENGTH(chars) LOOP
      digest := MOD(digest * 31 + ASCII(SUBSTR(chars, i, 1)), 2147483647);
    END LOOP;
  END LOOP;
  :before1 := readings;
  -- The table comment of the new table remembers it for a later run, until step 12.
  EXECUTE IMMEDIATE q'[COMMENT ON TABLE "APP"."EVENTS_RPN" IS 'repart-tui ]' || digest || '''';
  :proof1 := 'FITS';
  DBMS_OUTPUT.PUT_LINE('Every row fits.');
EXCEPTION
  WHEN OTHERS THEN
    -- The copy is stale once users write again: drop it, open the original, let the next run begin anew.
    EXECUTE IMMEDIATE :give_back
      USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    RAISE;
END;
/

-- Step 1.7: Exchange and take the name
PROMPT
PROMPT 1.7 Exchange and take the name
-- Between the two renames the name does not exist (ORA-00942). No row is moved or read: the dictionary gives each
--   table
-- the segments of the other. A READ ONLY table takes no part in it, so the original is opened, under a name that
--   nobody
-- knows. Keys are dropped for it: while one is enabled Oracle reads all rows, WITHOUT VALIDATION or not. It gets the
-- disabled check EVENTS_RPNT, for both tables must have the same checks and the new one has its mark.
DECLARE
  n         PLS_INTEGER;
  exchanged BOOLEAN := FALSE;

  -- The key of a table on these columns; NULL where there is none.
  FUNCTION key_on(p_table VARCHAR2, p_type VARCHAR2, p_columns VARCHAR2) RETURN VARCHAR2 IS
    found_columns VARCHAR2(32767);
  BEGIN
    FOR c IN (SELECT constraint_name
                FROM dba_constraints
               WHERE owner = 'APP' AND table_name = p_table AND constraint_type = p_type) LOOP
      found_columns := NULL;
      FOR k IN (SELECT column_name
                  FROM dba_cons_columns
                 WHERE owner = 'APP' AND constraint_name = c.constraint_name
                 ORDER BY position) LOOP
        found_columns := found_columns || '"' || k.column_name || '"';
      END LOOP;
      IF found_columns = p_columns THEN
        RETURN c.constraint_name;
      END IF;
    END LOOP;
    RETURN NULL;
  END key_on;

  FUNCTION has_index(p_owner VARCHAR2, p_table VARCHAR2, p_index VARCHAR2) RETURN BOOLEAN IS
    found PLS_INTEGER;
  BEGIN
    SELECT COUNT(*) INTO found
      FROM dba_indexes
     WHERE owner = p_owner AND index_name = p_index AND table_owner = 'APP' AND table_name = p_table;
    RETURN found = 1;
  END has_index;

  PROCEDURE drop_index(p_owner VARCHAR2, p_table VARCHAR2, p_index VARCHAR2) IS
  BEGIN
    IF has_index(p_owner, p_table, p_index) THEN
      EXECUTE IMMEDIATE 'DROP INDEX "' || p_owner || '"."' || p_index || '"';
    END IF;
  END drop_index;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 7, 'Exchange and take the name', '1/1';
  IF :proof1 IS NULL OR :proof1 <> 'FITS' THEN
    RAISE_APPLICATION_ERROR(-20007, 'The rows are not proven to fit. The exchange does not take place.');
  END IF;
  EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."EVENTS" RENAME TO "EVENTS_RPO"';
  BEGIN
    EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" READ WRITE';
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNT';
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" ADD CONSTRAINT "EVENTS_RPNT" CHECK (1 = 1) DISABLE';
    END IF;
    IF key_on('EVENTS_RPO', 'P', '"EVENT_ID"') IS NOT NULL THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" DROP PRIMARY KEY';
    END IF;
    drop_index('APP', 'EVENTS_RPO', 'EVENTS_PK');
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."EVENTS_RPN" EXCHANGE PARTITION "P_BEFORE_2026_02" WITH TABLE '
      || '"APP"."EVENTS_RPO"'
      || '  INCLUDING INDEXES WITHOUT VALIDATION';
    exchanged := TRUE;
    EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" READ ONLY';
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" RENAME TO "EVENTS"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p1 := 'SWAPPED';
  EXCEPTION
    WHEN OTHERS THEN
      IF NOT exchanged THEN
        -- The original takes its name again, and opens once it has all its keys.
        SELECT COUNT(*) INTO n
          FROM dba_tables t
          LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
         WHERE t.owner = 'APP' AND t.table_name = 'EVENTS_RPO'
           AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
        IF n = 0 THEN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" READ ONLY';
        END IF;
        EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
        LOOP
          BEGIN
            EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" RENAME TO "EVENTS"';
            EXIT;
          EXCEPTION
            WHEN OTHERS THEN
              IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
                EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
                RAISE;
              END IF;
              EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
          END;
        END LOOP;
        DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
        EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
        :p1 := 'KEYS';
        SELECT COUNT(*) INTO n
          FROM dba_constraints
         WHERE owner = 'APP' AND table_name = 'EVENTS' AND constraint_name = 'EVENTS_RPNT';
        IF n = 1 THEN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNT"';
        END IF;
        IF NOT has_index('APP', 'EVENTS', 'EVENTS_PK') THEN
          EXECUTE IMMEDIATE
               'CREATE UNIQUE INDEX "APP"."EVENTS_PK"'
            || '  ON "APP"."EVENTS" ("EVENT_ID")'
            || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
        END IF;
        EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_PK" NOPARALLEL';
        IF key_on('EVENTS', 'P', '"EVENT_ID"') IS NULL THEN
          EXECUTE IMMEDIATE
               'ALTER TABLE "APP"."EVENTS" ADD CONSTRAINT "EVENTS_PK" PRIMARY KEY ("EVENT_ID") USING '
            || 'INDEX "APP"."EVENTS_PK" ENABLE VALIDATE';
        END IF;
        :p1 := 'STARTED';
        IF SQLCODE IN (-14096, -14097) THEN
          DBMS_OUTPUT.PUT_LINE('! The columns look alike and are stored otherwise, as after ALTER TABLE ... ADD with a'
            || ' DEFAULT. Choose a method that copies.');
        END IF;
      ELSE
        -- The rows are in the new table: it takes the name all the same. If that fails too, the next run does it.
        SELECT COUNT(*) INTO n
          FROM dba_tables t
          LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
         WHERE t.owner = 'APP' AND t.table_name = 'EVENTS_RPN'
           AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
        IF n = 0 THEN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" READ ONLY';
        END IF;
        EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
        LOOP
          BEGIN
            EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPN" RENAME TO "EVENTS"';
            EXIT;
          EXCEPTION
            WHEN OTHERS THEN
              IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
                EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
                RAISE;
              END IF;
              EXECUTE IMMEDIATE :name_blocker USING 'APP', 'EVENTS_RPN', 'EVENTS_RPO';
          END;
        END LOOP;
        DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
        EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
        :p1 := 'SWAPPED';
      END IF;
      RAISE;
  END;
EXCEPTION
  WHEN OTHERS THEN
    IF :p1 = 'KEYS' THEN
      DBMS_OUTPUT.PUT_LINE('! The original lacks keys and stays READ ONLY. Run this script again, or rollback1.sql.');
    ELSE
      EXECUTE IMMEDIATE :give_back
        USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPNM', 72045, 'YES', CHR(10) || CHR(10);
    END IF;
    RAISE;
END;
/

-- Step 1.8: Prove the rows again
PROMPT
PROMPT 1.8 Prove the rows again
DECLARE
  differences PLS_INTEGER := 0;
  n           NUMBER;
  total       NUMBER;

  readings CLOB;
  chars    VARCHAR2(4000);
  digest   NUMBER := 0;

  -- p_what names the values that p_select returns, both separated by commas: they become lines of the readings.
  PROCEDURE read(p_what VARCHAR2, p_select CLOB) IS
    read_values VARCHAR2(32767);
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select || ' FROM "APP"."EVENTS" t'
      INTO read_values;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      readings := readings || REGEXP_SUBSTR(p_what || ',', '([^,]*),', 1, i, NULL, 1) || ': '
                  || REGEXP_SUBSTR(read_values || ',', '([^,]*),', 1, i, NULL, 1) || CHR(10);
    END LOOP;
  END read;

  -- Tell which readings differ from those before, where this run has those.
  PROCEDURE tell(p_before CLOB) IS
    now_line    VARCHAR2(4000);
    before_line VARCHAR2(4000);
  BEGIN
    FOR i IN 1 .. REGEXP_COUNT(readings, CHR(10)) LOOP
      now_line := REGEXP_SUBSTR(readings, '[^' || CHR(10) || ']+', 1, i);
      before_line := REGEXP_SUBSTR(p_before, '[^' || CHR(10) || ']+', 1, i);
      IF before_line <> now_line THEN
        DBMS_OUTPUT.PUT_LINE('! ' || now_line || ', before it was ' || before_line);
      END IF;
    END LOOP;
  END tell;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_tab_comments
   WHERE owner = 'APP' AND table_name = 'EVENTS' AND comments LIKE 'repart-tui %';
  IF n = 1 THEN
    EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 8, 'Prove the rows again', '1/1';
    read(
         'rows,whole rows,EVENT_ID not NULL,EVENT_ID by hash,CREATED_AT not NULL,CREATED_AT by '
      || 'hash,SEVERITY not NULL,SEVERITY by hash,SOURCE not NULL,SOURCE by hash,MESSAGE not '
      || 'NULL,MESSAGE by hash',
         q'[COUNT(*) || ',' ||]'
      || q'[ SUM(ORA_HASH(ORA_HASH("EVENT_ID", 4294967295, 1) || '|' ||]'
      || q'[ ORA_HASH("CREATED_AT", 4294967295, 2) || '|' ||]'
      || q'[ ORA_HASH("SEVERITY", 4294967295, 3) || '|' ||]'
      || q'[ ORA_HASH("SOURCE", 4294967295, 4) || '|' ||]'
      || q'[ ORA_HASH("MESSAGE", 4294967295, 5))) || ',' ||]'
      || q'[ COUNT("EVENT_ID") || ',' ||]'
      || q'[ SUM(ORA_HASH("EVENT_ID", 4294967295, 1)) || ',' ||]'
      || q'[ COUNT("CREATED_AT") || ',' ||]'
      || q'[ SUM(ORA_HASH("CREATED_AT", 4294967295, 2)) || ',' ||]'
      || q'[ COUNT("SEVERITY") || ',' ||]'
      || q'[ SUM(ORA_HASH("SEVERITY", 4294967295, 3)) || ',' ||]'
      || q'[ COUNT("SOURCE") || ',' ||]'
      || q'[ SUM(ORA_HASH("SOURCE", 4294967295, 4)) || ',' ||]'
      || q'[ COUNT("MESSAGE") || ',' ||]'
      || ' SUM(ORA_HASH("MESSAGE", 4294967295, 5))');
    FOR piece IN 0 .. TRUNC((LENGTH(readings) - 1) / 1000) LOOP
      chars := SUBSTR(readings, piece * 1000 + 1, 1000);
      FOR i IN 1 .. LENGTH(chars) LOOP
        digest := MOD(digest * 31 + ASCII(SUBSTR(chars, i, 1)), 2147483647);
      END LOOP;
    END LOOP;
    tell(:before1);
    SELECT COUNT(*) INTO n
      FROM dba_tab_comments
     WHERE owner = 'APP' AND table_name = 'EVENTS' AND comments = 'repart-tui ' || digest;
    IF n = 0 THEN
      RAISE_APPLICATION_ERROR(-20005,
        'The rows are not those that were read before. The table stays READ ONLY: rollback1.sql exchanges them back.');
    END IF;
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ COUNT(*) FROM "APP"."EVENTS" t' INTO total;
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ COUNT(*) FROM "APP"."EVENTS" '
      || 'PARTITION ("P_BEFORE_2026_02") t'
      INTO n;
    IF n <> total THEN
      RAISE_APPLICATION_ERROR(-20005, 'The partition holds ' || n || ' of ' || total
          || ' rows. The table stays READ ONLY.');
    END IF;
    DBMS_OUTPUT.PUT_LINE('Every column and every row agrees, by count and by hash.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.9: Keys, and indexes that cannot be local
PROMPT
PROMPT 1.9 Keys, and indexes that cannot be local
DECLARE
  n PLS_INTEGER;

  -- The key of a table on these columns; NULL where there is none.
  FUNCTION key_on(p_table VARCHAR2, p_type VARCHAR2, p_columns VARCHAR2) RETURN VARCHAR2 IS
    found_columns VARCHAR2(32767);
  BEGIN
    FOR c IN (SELECT constraint_name
                FROM dba_constraints
               WHERE owner = 'APP' AND table_name = p_table AND constraint_type = p_type) LOOP
      found_columns := NULL;
      FOR k IN (SELECT column_name
                  FROM dba_cons_columns
                 WHERE owner = 'APP' AND constraint_name = c.constraint_name
                 ORDER BY position) LOOP
        found_columns := found_columns || '"' || k.column_name || '"';
      END LOOP;
      IF found_columns = p_columns THEN
        RETURN c.constraint_name;
      END IF;
    END LOOP;
    RETURN NULL;
  END key_on;

  FUNCTION has_index(p_owner VARCHAR2, p_table VARCHAR2, p_index VARCHAR2) RETURN BOOLEAN IS
    found PLS_INTEGER;
  BEGIN
    SELECT COUNT(*) INTO found
      FROM dba_indexes
     WHERE owner = p_owner AND index_name = p_index AND table_owner = 'APP' AND table_name = p_table;
    RETURN found = 1;
  END has_index;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 9, 'Keys, and indexes that cannot be local', '1/1';
  -- APP.EVENTS_PK: global, unique without the partitioning key CREATED_AT
  IF NOT has_index('APP', 'EVENTS', 'EVENTS_PK_RPN')
     AND NOT has_index('APP', 'EVENTS', 'EVENTS_PK') THEN
    EXECUTE IMMEDIATE
         'CREATE UNIQUE INDEX "APP"."EVENTS_PK_RPN"'
      || '  ON "APP"."EVENTS" ("EVENT_ID")'
      || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
  END IF;
  IF has_index('APP', 'EVENTS', 'EVENTS_PK_RPN') THEN
    EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_PK_RPN" NOPARALLEL';
  END IF;
  IF key_on('EVENTS', 'P', '"EVENT_ID"') IS NULL THEN
    IF has_index('APP', 'EVENTS', 'EVENTS_PK') THEN
      -- Left by a rollback that did not come to the exchange.
      EXECUTE IMMEDIATE 'ALTER INDEX "APP"."EVENTS_PK" RENAME TO "EVENTS_PK_RPN"';
    END IF;
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."EVENTS" ADD CONSTRAINT "EVENTS_PK_RPN" PRIMARY KEY ("EVENT_ID") '
      || 'USING INDEX "APP"."EVENTS_PK_RPN" ENABLE VALIDATE';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.10: Prove partitions and indexes as planned
PROMPT
PROMPT 1.10 Prove partitions and indexes as planned
DECLARE
  differences PLS_INTEGER := 0;
  n           PLS_INTEGER;
  signature   VARCHAR2(32767);

  -- An index bears its new name until step 11, its final one after.
  PROCEDURE located(p_owner VARCHAR2, p_new VARCHAR2, p_final VARCHAR2, p_locality VARCHAR2) IS
    actual VARCHAR2(20);
  BEGIN
    SELECT MAX(NVL(p.locality, 'NONPARTITIONED')) INTO actual
      FROM dba_indexes i
      LEFT JOIN dba_part_indexes p ON p.owner = i.owner AND p.index_name = i.index_name
     WHERE i.owner = p_owner AND i.index_name IN (p_new, p_final)
       AND i.table_owner = 'APP' AND i.table_name = 'EVENTS';
    IF actual IS NULL OR actual <> p_locality THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! Index ' || p_owner || '.' || p_final || ' is ' || NVL(actual, 'missing')
                           || ', planned was ' || p_locality || '.');
    END IF;
  END located;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 10, 'Partitions and indexes as planned', '1/1';
  EXECUTE IMMEDIATE :signature USING 'APP', 'EVENTS', OUT signature;
  IF signature <> q'[RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 ]'
    || '< 2026-02-01, #2191FDA4' THEN
    RAISE_APPLICATION_ERROR(-20006, 'The new table is not partitioned as planned: ' || signature);
  END IF;
  located('APP', 'EVENTS_CREATED_IX_RPN', 'EVENTS_CREATED_IX', 'LOCAL');
  located('APP', 'EVENTS_PK_RPN', 'EVENTS_PK', 'NONPARTITIONED');
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, differences || ' indexes are not as planned, see above.');
  END IF;
  -- The parts of a partial index are UNUSABLE by design where their partition has INDEXING OFF.
  SELECT COUNT(*) INTO n
    FROM (SELECT status FROM dba_indexes
           WHERE table_owner = 'APP' AND table_name = 'EVENTS'
           UNION ALL
          SELECT p.status FROM dba_ind_partitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'EVENTS'
             AND NVL(i.indexing, 'FULL') = 'FULL'
           UNION ALL
          SELECT p.status FROM dba_ind_subpartitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'EVENTS'
             AND NVL(i.indexing, 'FULL') = 'FULL')
   WHERE status = 'UNUSABLE';
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, n || ' index parts are UNUSABLE.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.11: Give the names back
PROMPT
PROMPT 1.11 Give the names back
-- Old objects get _RPO, new ones their final names. What the old table points to is let go: its rows would block the
--   parents.
DECLARE
  n PLS_INTEGER;

  -- A transaction on the table may be in the way for a while (ORA-00054): short waits, many times, for behind a
  -- statement that waits for a table everybody else waits too.
  PROCEDURE run(p_statement VARCHAR2) IS
  BEGIN
    EXECUTE IMMEDIATE :in_turns USING p_statement;
  END run;

  PROCEDURE rename_index(p_owner VARCHAR2, p_table VARCHAR2, p_from VARCHAR2, p_to VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_indexes
     WHERE owner = p_owner AND index_name = p_from AND table_owner = 'APP' AND table_name = p_table;
    IF n = 1 THEN
      run('ALTER INDEX "' || p_owner || '"."' || p_from || '" RENAME TO "' || p_to || '"');
    END IF;
  END rename_index;

  PROCEDURE rename_constraint(p_owner VARCHAR2, p_table VARCHAR2, p_from VARCHAR2, p_to VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = p_owner AND table_name = p_table AND constraint_name = p_from;
    IF n = 1 THEN
      run('ALTER TABLE "' || p_owner || '"."' || p_table || '" RENAME CONSTRAINT "' || p_from
          || '" TO "' || p_to || '"');
    END IF;
  END rename_constraint;

  PROCEDURE drop_constraint(p_owner VARCHAR2, p_table VARCHAR2, p_constraint VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = p_owner AND table_name = p_table AND constraint_name = p_constraint;
    IF n = 1 THEN
      run('ALTER TABLE "' || p_owner || '"."' || p_table || '" DROP CONSTRAINT "' || p_constraint || '"');
    END IF;
  END drop_constraint;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 11, 'Give names back', '1/1';
  -- Foreign keys of the children to the old table go where their twins to the new one stand. What has no twin stays
  -- and stops the script: somebody made it in the meantime.
  FOR c IN (SELECT c.owner, c.table_name, c.constraint_name, c.status, c.validated
              FROM dba_constraints c
             WHERE c.constraint_type = 'R' AND c.r_owner = 'APP'
               AND c.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = 'APP' AND table_name = 'EVENTS_RPO')
               AND NOT (c.owner = 'APP' AND c.table_name = 'EVENTS_RPO')) LOOP
    SELECT COUNT(*) INTO n
      FROM dba_constraints t
     WHERE t.owner = c.owner AND t.table_name = c.table_name AND t.constraint_type = 'R'
       AND t.status = c.status AND t.validated = c.validated AND t.r_owner = 'APP'
       AND t.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                    WHERE owner = 'APP' AND table_name = 'EVENTS')
       AND NOT EXISTS (SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = c.constraint_name
                       MINUS
                       SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = t.constraint_name);
    IF n = 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Foreign key ' || c.owner || '.' || c.constraint_name
        || ' came in the meantime and points to the old table. Point it to the new one, then run this again.');
    END IF;
    drop_constraint(c.owner, c.table_name, c.constraint_name);
  END LOOP;
  FOR c IN (SELECT c.constraint_name
              FROM dba_constraints c
             WHERE c.owner = 'APP' AND c.table_name = 'EVENTS_RPO' AND c.constraint_type = 'R') LOOP
    drop_constraint('APP', 'EVENTS_RPO', c.constraint_name);
  END LOOP;

  rename_index('APP', 'EVENTS_RPO', 'EVENTS_CREATED_IX', 'EVENTS_CREATED_IX_RPO');
  rename_index('APP', 'EVENTS', 'EVENTS_CREATED_IX_RPN', 'EVENTS_CREATED_IX');
  rename_index('APP', 'EVENTS_RPO', 'EVENTS_PK', 'EVENTS_PK_RPO');
  rename_index('APP', 'EVENTS', 'EVENTS_PK_RPN', 'EVENTS_PK');
  rename_constraint('APP', 'EVENTS_RPO', 'EVENTS_PK', 'EVENTS_PK_RPO');
  rename_constraint('APP', 'EVENTS', 'EVENTS_PK_RPN', 'EVENTS_PK');
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.12: Table comment, supplemental logging and triggers
PROMPT
PROMPT 1.12 Table comment, supplemental logging and triggers
-- Both tables are READ ONLY, so nothing is written that a trigger or a log group would miss.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 12, 'Triggers', '1/1';
  EXECUTE IMMEDIATE
       q'[COMMENT ON TABLE "APP"."EVENTS" IS 'Events of all systems; kept for two years, deleted ]'
    || q'[at night']';
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.13: Assert that nothing was lost, and open for writes
PROMPT
PROMPT 1.13 Assert that nothing was lost, and open for writes
-- The disabled constraint EVENTS_RPNC on the old table, which nobody writes to, says that the new one is still
-- to be opened. A table that you close once it was open stays as you leave it.
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  IF :p1 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 13, 'Assert and open for writes', '1/1';
  IF :p1 = 'SWAPPED' THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'EVENTS', 'EVENTS', 'TABLE', :t1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Differences between what the table owned and owns: ' || differences
          || ', see above.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'EVENTS', :s1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Settings of the table that are not as planned: ' || differences
          || ', see above.');
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNC';
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" ADD CONSTRAINT "EVENTS_RPNC" CHECK (1 = 1) DISABLE';
    END IF;
    -- Without its mark the table counts as asserted in later runs.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."EVENTS" DROP CONSTRAINT "EVENTS_RPNM"';
    :p1 := 'ASSERTED';
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNC';
  IF n = 1 THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'EVENTS'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."EVENTS" READ WRITE';
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'EVENTS_RPO' AND constraint_name = 'EVENTS_RPNC';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."EVENTS_RPO" DROP CONSTRAINT "EVENTS_RPNC"';
    END IF;
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.EVENTS' || CASE :p1 WHEN 'ASSERTED'
      THEN ' is the new table with all that it owned, and not yet open as planned. Run this script again.'
      ELSE ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.' END);
    RAISE;
END;
/

-- Step 1.14: Recompile what depends on the table
PROMPT
PROMPT 1.14 Recompile what depends on the table
-- The table is open already: what does not compile here waits for nobody.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'ASSERTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 14, 'Recompile what depends on it', '1/1';
  EXECUTE IMMEDIATE :recompile
    USING 'APP', 'EVENTS', 'PACKAGE BODY'
      || CHR(9)
      || 'APP'
      || CHR(9)
      || 'APP_LOG'
      || CHR(10)
      || 'SYNONYM'
      || CHR(9)
      || 'PUBLIC'
      || CHR(9)
      || 'APP_EVENTS'
      || CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is done.');
  END IF;
END;
/

-- Step 1.15: Statistics
PROMPT
PROMPT 1.15 Statistics
BEGIN
  IF :p1 <> 'ASSERTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 15, 'Statistics', '1/1';
  IF DBMS_STATS.GET_PREFS('PUBLISH', 'APP', 'EVENTS') <> 'TRUE' THEN
    -- What is gathered would stay pending.
    DBMS_STATS.SET_TABLE_PREFS('APP', 'EVENTS', 'PUBLISH', 'TRUE');
  END IF;
  DBMS_STATS.GATHER_TABLE_STATS(
    ownname     => 'APP',
    tabname     => 'EVENTS',
    method_opt  => 'FOR ALL COLUMNS SIZE 1 FOR COLUMNS SIZE 254 "SEVERITY"',
    granularity => 'AUTO',
    cascade     => TRUE,
    degree      => 4,
    force       => TRUE);
  FOR p IN (SELECT preference_name
              FROM dba_tab_stat_prefs
             WHERE owner = 'APP' AND table_name = 'EVENTS' AND preference_name = 'PUBLISH') LOOP
    DBMS_STATS.DELETE_TABLE_PREFS('APP', 'EVENTS', p.preference_name);
  END LOOP;
  EXECUTE IMMEDIATE :step USING 'APP', 'EVENTS', 16, 'done', '1/1';
  :p1 := 'DONE';
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
  planned('APP', 'EVENTS',
          q'[RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02 ]'
          || '< 2026-02-01, #2191FDA4',
          'RANGE (CREATED_AT)', :p1);
  IF wrong > 0 THEN
    RAISE_APPLICATION_ERROR(-20009, 'Tables that are not as planned: ' || wrong || ', see above.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('All tables are re-partitioned.');
END;
/
PROMPT The old tables are kept. When you need no way back, run cleanup1.sql to drop them.
SPOOL OFF
EXIT SUCCESS
