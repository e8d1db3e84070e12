-- =====================================================================================================================
-- master1.sql, written by repart-tui 0.1.0

-- Database   DEMO, container DEMOPDB, Oracle 19.0.0.0.0
-- Discovered 2026-01-15T09:00:00 as REPART_DBA

-- Run it     sqlplus user@db @master1.sql      (log: master1.log, exit code 0 only if all went well)
-- Run as     APP with CREATE TABLE, or a user with ALTER ANY INDEX, ALTER ANY TABLE, ANALYZE ANY, COMMENT ANY TABLE,
--            CREATE ANY INDEX, CREATE ANY TABLE, DROP ANY TABLE, INSERT ANY TABLE, SELECT ANY TABLE
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

--   1. APP.DELIVERIES, 37,620,000 rows by statistics, 4.0 GB with indexes and LOBs
--      from   RANGE (SENT_ON), 6 partitions, P_2021 < 2022-01-01 to P_2026 < 2027-01-01
--      to     RANGE (SENT_ON), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 6 partitions, P_2021 < 2022-01-01 to P_2026 <
--             2027-01-01
--      by     copy and swap: every row and every dependent object is rebuilt and proven equal before the swap,
--             writes fail meanwhile.
--      why    Not change in place: Enabled too, and partitioned by reference to it: APP.DELIVERY_ITEMS. They would
--             be copied together. Disable APP.DELIVERY_ITEMS: a child by reference follows a change in place by
--             itself. [REFERENCE-CHILD]
--      why    Not online MODIFY: DELIVERIES_CARRIER_PX is or shall be a partial index, which UPDATE INDEXES cannot
--             say.
--      why    Not online redefinition: APP.DELIVERY_ITEMS is partitioned by reference to it.
--      family APP.DELIVERIES, APP.DELIVERY_ITEMS: partitioned by reference, so all of them are built and
--             proven first, then all names are swapped, and only then are they opened

--      What it costs
--      writes           fail with ORA-12081 from the load to the end, reads go on
--      space            a second copy of table, LOBs and indexes, kept until cleanup1.sql
--      undo             little: the load is direct path
--      redo             that of all rows and indexes once, of the indexes alone with nologging_load
--      licence          Partitioning option of Enterprise Edition
--      way back         rollback1.sql, at once, refuses to lose newer rows or definitions unless told to
--      time             estimate: under a minute at an assumed 100 MB/s
--      locks            also APP.DELIVERY_ITEMS, for moments

--      What it owns     Name                                         How it is carried
--      rows             all                                          step 4 copies, step 9 proves
--      column           DELIVERY_ID                                  step 2 created anew (NUMBER)
--      column           SENT_ON                                      step 2 created anew (DATE)
--      column           CARRIER                                      step 2 created anew (VARCHAR2)
--      column           WEIGHT                                       step 2 created anew (NUMBER)
--      attributes       physical                                     step 2 created anew (PCTFREE 10, tablespace
--                                                                    APP_DATA)
--      attributes       row movement                                 step 2 created anew
--      partitions       6 at present                                 step 2 replaced by the plan's
--      primary key      DELIVERIES_PK                                step 7 added anew (enabled)
--      not null         SYS_C007597 (DELIVERY_ID)                    step 2 created anew (enabled)
--      not null         SYS_C007598 (SENT_ON)                        step 2 created anew (enabled)
--      child key        APP.DELIVERY_ITEMS.DELIVERY_ITEMS_FK         of the child's copy, which is swapped together
--                                                                    (enabled)
--      comment          table                                        step 15 written anew
--      feature          reference partitioned child                  copied together (APP.DELIVERY_ITEMS is
--                                                                    partitioned by reference to this table through
--                                                                    DELIVERY_ITEMS_FK.)
--      index            APP.DELIVERIES_CARRIER_PX                    step 6 built anew, local: was local
--      index            APP.DELIVERIES_PK                            step 6 built anew, global: unique without the
--                                                                    partitioning key SENT_ON
--      index            APP.DELIVERIES_WEIGHT_GX                     step 6 built anew, global range: stays global
--                                                                    and range partitioned
--      statistics       table, columns, indexes                      step 10 gathered anew
--      column usage     SYS.COL_USAGE$                               begins anew with the new table, SIZE AUTO
--                                                                    learns it from queries

--   2. APP.DELIVERY_ITEMS, 112,860,000 rows by statistics, 7.2 GB with indexes and LOBs
--      from   REFERENCE (DELIVERY_ITEMS_FK)
--      to     REFERENCE (DELIVERY_ITEMS_FK)
--      by     copy and swap: every row and every dependent object is rebuilt and proven equal before the swap,
--             writes fail meanwhile.
--      why    Not online MODIFY: It is partitioned so already: MODIFY would change nothing.
--      why    Not online redefinition: It does not make a table that is partitioned by reference.
--      family with APP.DELIVERIES, see there
--      note   Not carried: INDEXING OFF of P_2021, P_2022.
--      note   A table with a foreign key is not loaded by direct path, and this one has it from the beginning: its
--             rows are inserted one by one, serially, with undo and redo for all of them in one transaction.

--      What it costs
--      writes           fail with ORA-12081 from the load to the end, reads go on
--      space            a second copy of table, LOBs and indexes, kept until cleanup1.sql
--      undo             that of all rows: its foreign key bars the direct path
--      redo             that of all rows and indexes once, nologging_load or not
--      licence          Partitioning option of Enterprise Edition
--      way back         rollback1.sql, at once, refuses to lose newer rows or definitions unless told to
--      time             estimate: about 1 minute at an assumed 100 MB/s
--      locks            also APP.DELIVERIES, for moments

--      What it owns     Name                                         How it is carried
--      rows             all                                          step 4 copies, step 9 proves
--      column           DELIVERY_ID                                  step 2 created anew (NUMBER)
--      column           ITEM_NO                                      step 2 created anew (NUMBER)
--      column           ARTICLE                                      step 2 created anew (VARCHAR2)
--      column           PIECES                                       step 2 created anew (NUMBER)
--      attributes       physical                                     step 2 created anew (PCTFREE 10, tablespace
--                                                                    APP_DATA)
--      attributes       row movement                                 step 2 created anew
--      partitions       6 at present                                 step 2 replaced by the plan's
--      foreign key      DELIVERY_ITEMS_FK                            step 2 created anew, carries the partitioning
--                                                                    (enabled)
--      primary key      DELIVERY_ITEMS_PK                            step 7 added anew (enabled)
--      not null         SYS_C007599 (DELIVERY_ID)                    step 2 created anew (enabled)
--      not null         SYS_C007600 (ITEM_NO)                        step 2 created anew (enabled)
--      index            APP.DELIVERY_ITEMS_PK                        step 6 built anew, global: unique without the
--                                                                    partitioning key DELIVERY_ID
--      statistics       table, columns, indexes                      step 10 gathered anew
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
PROMPT repart-tui 0.1.0: 2 tables to re-partition.

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
VARIABLE t2 CLOB
VARIABLE s2 CLOB
VARIABLE p2 VARCHAR2(20)
VARIABLE proof2 VARCHAR2(20)

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
  nameless  VARCHAR2(300);

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

  PROCEDURE look_for(p_other_owner VARCHAR2, p_other VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n FROM dba_tables WHERE owner = p_other_owner AND table_name = p_other;
    IF n = 0 THEN
      nameless := p_other_owner || '.' || p_other;
    END IF;
  END look_for;
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
  IF broken > 0 THEN
    -- Killed between two renames, a run leaves a table of this script without its name. What names that one too is
    -- compiled again when its turn comes, so this must not end the script before.
    look_for('APP', 'DELIVERIES');
    look_for('APP', 'DELIVERY_ITEMS');
    IF nameless IS NOT NULL THEN
      DBMS_OUTPUT.PUT_LINE('Note: ' || nameless
          || ' bears no name just now. The script goes on: it gets its name back, and what names it is compiled.');
      broken := 0;
    END IF;
  END IF;
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
    needs('ALTER ANY TABLE');
    needs('ANALYZE ANY');
    needs('COMMENT ANY TABLE');
    needs('CREATE ANY INDEX');
    needs('CREATE ANY TABLE');
    needs('DROP ANY TABLE');
    needs('INSERT ANY TABLE');
    needs('SELECT ANY TABLE');
  ELSE
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
  alone(287554944, 'APP.DELIVERIES');
  alone(309462047, 'APP.DELIVERY_ITEMS');
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

-- APP.DELIVERIES: what was discovered, and whether it is still so.
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
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ': ' || p_text);
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
  add('alias DELIVERIES_CARRIER_PX_RPN => DELIVERIES_CARRIER_PX');
  add('alias DELIVERIES_PK_RPN => DELIVERIES_PK');
  add('alias DELIVERIES_WEIGHT_GX_RPN => DELIVERIES_WEIGHT_GX');
  add('alias DELIVERIES_PK_RPN => DELIVERIES_PK');
  add('alias DELIVERY_ITEMS_FK_RPNF => DELIVERY_ITEMS_FK');
  add('ignore DELIVERIES_RPNM');
  add('ignore DELIVERIES_RPNB');
  add('column 1 DELIVERY_ID NUMBER 22,15,0  NOT NULL');
  add('column 2 SENT_ON DATE 7,,  NOT NULL');
  add('column 3 CARRIER VARCHAR2 30,, B');
  add('column 4 WEIGHT NUMBER 22,8,3 ');
  add('constraint DELIVERIES_PK P (DELIVERY_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE ');
  add('constraint (generated) C (DELIVERY_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"DELIVERY_ID" IS NOT NULL');
  add('constraint (generated) C (SENT_ON) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"SENT_ON" IS NOT NULL');
  add('index APP.DELIVERIES_CARRIER_PX NORMAL NONUNIQUE (CARRIER) VISIBLE');
  add('index APP.DELIVERIES_PK NORMAL UNIQUE (DELIVERY_ID) VISIBLE');
  add('index APP.DELIVERIES_WEIGHT_GX NORMAL NONUNIQUE (WEIGHT) VISIBLE');
  add('referenced by APP.DELIVERY_ITEMS DELIVERY_ITEMS_FK (DELIVERY_ID) -> (DELIVERY_ID) '
      || 'ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE  CASCADE');
  add('comment on table: Parent of a reference-partitioned child; old years are not indexed');
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
  add('partition P_2021: indexing = OFF');
  add('partition P_2022: indexing = OFF');
  add('partition P_2023: indexing = ON');
  add('partition P_2024: indexing = ON');
  add('partition P_2025: indexing = ON');
  add('partition P_2026: indexing = ON');
  add('table: default collation = USING_NLS_COMP');
  :s1 := w;
  -- How it was stored when it was discovered.
  w := NULL;
  add('table: row movement = ENABLED');
  add('default: tablespace = APP_DATA');
  add('default: PCTFREE = 10');
  add('default: logging = YES');
  add('table: default collation = USING_NLS_COMP');

  EXECUTE IMMEDIATE :place
    USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPO', 'DELIVERIES_RPNM', 'DELIVERIES_RPNB', 72059,
        OUT :p1;
  EXECUTE IMMEDIATE :signature USING 'APP', 'DELIVERIES', OUT signature;
  IF :p1 = 'OTHER'
      AND signature = q'[RANGE (SENT_ON), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 6 partitions, P_2021 < 2022-01-01 ]'
      || 'to P_2026 < 2027-01-01, #F154C232' THEN
    :p1 := 'DONE';
    DBMS_OUTPUT.PUT_LINE('Done before: ' || 'APP.DELIVERIES' || ' is ' || signature || '.');
  ELSIF :p1 = 'OTHER' THEN
    fail('this is not the table that was discovered (OBJECT_ID 72059). Discover again.');
  ELSIF :p1 IN ('BACK', 'HALF BACK', 'BACK ASSERTED') THEN
    fail('rollback1.sql was run. Run it again to its end, then cleanup1.sql, then this script.');
  ELSIF :p1 = 'UNKNOWN' THEN
    fail('it and ' || 'DELIVERIES_RPN' || ', ' || 'DELIVERIES_RPO'
         || ' are in no state that this script leaves behind. Look at them, or drop what is not needed.');
  END IF;

  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :facts
      USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', :t1,
            OUT differences;
    IF differences > 0 AND :unfinished = 0 THEN
      fail('it changed since it was discovered, see above. Discover again.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERIES', w, OUT differences;
    IF differences > 0 THEN
      fail('it is stored otherwise than it was when it was discovered, see above. Discover again.');
    END IF;
    IF signature <> 'RANGE (SENT_ON), 6 partitions, P_2021 < 2022-01-01 to P_2026 < 2027-01-01, #F154C232' THEN
      fail('its partitioning changed since it was discovered: ' || signature || '. Discover again.');
    END IF;
    free('APP', 'DELIVERIES_CARRIER_PX_RPN');
    free('APP', 'DELIVERIES_CARRIER_PX_RPO');
    free('APP', 'DELIVERIES_PK_RPN');
    free('APP', 'DELIVERIES_PK_RPO');
    free('APP', 'DELIVERIES_RPN');
    free('APP', 'DELIVERIES_RPNB');
    free('APP', 'DELIVERIES_RPNC');
    free('APP', 'DELIVERIES_RPNM');
    free('APP', 'DELIVERIES_RPO');
    free('APP', 'DELIVERIES_WEIGHT_GX_RPN');
    free('APP', 'DELIVERIES_WEIGHT_GX_RPO');
    free('APP', 'DELIVERY_ITEMS_FK_RPNF');
    -- Rows are looked at only where all is well so far, for you may lack the right to read them.
    IF :failures = 0 THEN
      EXECUTE IMMEDIATE
           'SELECT /*+ PARALLEL(4) */ COUNT(*) FROM "APP"."DELIVERIES"'
        || ' WHERE "SENT_ON" IS NULL' INTO bad;
      IF bad > 0 THEN
        fail(bad || ' rows have a NULL in SENT_ON, which interval partitioning does not take (ORA-14400). '
          || 'Choose another key.');
      END IF;
      EXECUTE IMMEDIATE
           q'[SELECT /*+ PARALLEL(4) */ CASE WHEN MAX("SENT_ON") >= DATE '9999-01-01' THEN 1 ELSE 0 ]'
        || 'END FROM "APP"."DELIVERIES"' INTO bad;
      IF bad > 0 THEN
        fail(bad || ' rows or more lie at or after 9999-01-01, where a partition by INTERVAL '
          || q'[(NUMTOYMINTERVAL(1, 'YEAR')) would end after the year 9999: ORA-01841. Take range ]'
          || 'partitions with MAXVALUE.');
        EXECUTE IMMEDIATE
             q'[SELECT /*+ PARALLEL(4) */ 'the greatest is ' || TO_CHAR(MAX("SENT_ON")) FROM ]'
          || '"APP"."DELIVERIES"' INTO examples;
        DBMS_OUTPUT.PUT_LINE('  Found: ' || examples);
      END IF;
    END IF;
  ELSIF :p1 IN ('CREATED', 'STARTED', 'BROKEN', 'HALF', 'LOST', 'SWAPPED', 'FINISHED') THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('Going on with ' || 'APP.DELIVERIES' || ' (' || :p1 || ').');
  END IF;
END;
/

-- APP.DELIVERY_ITEMS: what was discovered, and whether it is still so.
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
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ': ' || p_text);
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
  add('alias DELIVERY_ITEMS_PK_RPN => DELIVERY_ITEMS_PK');
  add('alias DELIVERY_ITEMS_FK_RPN => DELIVERY_ITEMS_FK');
  add('alias DELIVERY_ITEMS_PK_RPN => DELIVERY_ITEMS_PK');
  add('ignore DELIVERY_ITEMS_RPNM');
  add('ignore DELIVERY_ITEMS_RPNB');
  add('column 1 DELIVERY_ID NUMBER 22,15,0  NOT NULL');
  add('column 2 ITEM_NO NUMBER 22,4,0  NOT NULL');
  add('column 3 ARTICLE VARCHAR2 30,, B');
  add('column 4 PIECES NUMBER 22,6,0 ');
  add('constraint DELIVERY_ITEMS_FK R (DELIVERY_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE '
      || ' references APP.DELIVERIES(DELIVERY_ID) CASCADE');
  add('constraint DELIVERY_ITEMS_PK P (DELIVERY_ID,ITEM_NO) ENABLED VALIDATED NOT DEFERRABLE '
      || 'IMMEDIATE ');
  add('constraint (generated) C (DELIVERY_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"DELIVERY_ID" IS NOT NULL');
  add('constraint (generated) C (ITEM_NO) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"ITEM_NO" IS NOT NULL');
  add('index APP.DELIVERY_ITEMS_PK NORMAL UNIQUE (DELIVERY_ID,ITEM_NO) VISIBLE');
  add('degree 1');
  :t2 := w;
  -- How it shall be stored.
  w := NULL;
  add('table: row movement = ENABLED');
  add('default: tablespace = APP_DATA');
  add('tell all partitions: tablespace = APP_DATA');
  add('default: PCTFREE = 10');
  add('all partitions: PCTFREE = 10');
  add('default: logging = YES');
  add('all partitions: logging = YES');
  add('default: compression = NONE');
  add('all partitions: compression = NONE');
  add('table: default collation = USING_NLS_COMP');
  :s2 := w;
  -- How it was stored when it was discovered.
  w := NULL;
  add('default: tablespace = APP_DATA');
  add('default: PCTFREE = 10');
  add('default: logging = YES');
  add('table: default collation = USING_NLS_COMP');

  EXECUTE IMMEDIATE :place
    USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO', 'DELIVERY_ITEMS_RPNM',
        'DELIVERY_ITEMS_RPNB', 72060, OUT :p2;
  EXECUTE IMMEDIATE :signature USING 'APP', 'DELIVERY_ITEMS', OUT signature;
  IF :p2 = 'OTHER' AND signature = 'REFERENCE (DELIVERY_ITEMS_FK)' THEN
    :p2 := 'DONE';
    DBMS_OUTPUT.PUT_LINE('Done before: ' || 'APP.DELIVERY_ITEMS' || ' is ' || signature || '.');
  ELSIF :p2 = 'OTHER' THEN
    fail('this is not the table that was discovered (OBJECT_ID 72060). Discover again.');
  ELSIF :p2 IN ('BACK', 'HALF BACK', 'BACK ASSERTED') THEN
    fail('rollback1.sql was run. Run it again to its end, then cleanup1.sql, then this script.');
  ELSIF :p2 = 'UNKNOWN' THEN
    fail('it and ' || 'DELIVERY_ITEMS_RPN' || ', ' || 'DELIVERY_ITEMS_RPO'
         || ' are in no state that this script leaves behind. Look at them, or drop what is not needed.');
  END IF;

  IF :p2 = 'NEW' THEN
    EXECUTE IMMEDIATE :facts
      USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', :t2,
            OUT differences;
    IF differences > 0 AND :unfinished = 0 THEN
      fail('it changed since it was discovered, see above. Discover again.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERY_ITEMS', w, OUT differences;
    IF differences > 0 THEN
      fail('it is stored otherwise than it was when it was discovered, see above. Discover again.');
    END IF;
    IF signature <> 'REFERENCE (DELIVERY_ITEMS_FK)' THEN
      fail('its partitioning changed since it was discovered: ' || signature || '. Discover again.');
    END IF;
    free('APP', 'DELIVERY_ITEMS_FK_RPN');
    free('APP', 'DELIVERY_ITEMS_FK_RPO');
    free('APP', 'DELIVERY_ITEMS_PK_RPN');
    free('APP', 'DELIVERY_ITEMS_PK_RPO');
    free('APP', 'DELIVERY_ITEMS_RPN');
    free('APP', 'DELIVERY_ITEMS_RPNB');
    free('APP', 'DELIVERY_ITEMS_RPNC');
    free('APP', 'DELIVERY_ITEMS_RPNM');
    free('APP', 'DELIVERY_ITEMS_RPNT');
    free('APP', 'DELIVERY_ITEMS_RPO');
  ELSIF :p2 IN ('CREATED', 'STARTED', 'BROKEN', 'HALF', 'LOST', 'SWAPPED', 'FINISHED') THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('Going on with ' || 'APP.DELIVERY_ITEMS' || ' (' || :p2 || ').');
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
  copy_of(:p1, 'APP', 'DELIVERIES', NULL, 50331648);
  copy_of(:p2, 'APP', 'DELIVERY_ITEMS', NULL, 8388608);
  sort_of(:p1, 'APP', 'DELIVERIES');
  sort_of(:p2, 'APP', 'DELIVERY_ITEMS');
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
-- 1. APP.DELIVERIES by copy and swap
-- RANGE (SENT_ON), 6 partitions, P_2021 < 2022-01-01 to P_2026 < 2027-01-01
-- becomes RANGE (SENT_ON), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 6 partitions, P_2021 < 2022-01-01 to P_2026 <
--   2027-01-01
-- =====================================================================================================================
PROMPT
PROMPT 1 of 2: APP.DELIVERIES by copy and swap
-- DELIVERIES_RPN is the copy until the swap, DELIVERIES_RPO the original after it.
-- Writes to the table fail with ORA-12081 from step 3 to step 16. Reads go on, but for the moment of the swap.

-- Step 1.1: Look where we are
PROMPT
PROMPT 1.1 Look where we are
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 1, 'Look where we are', '1/2';
  IF :p1 <> 'DONE' THEN
    EXECUTE IMMEDIATE :place
      USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPO', 'DELIVERIES_RPNM', 'DELIVERIES_RPNB', 72059,
          OUT :p1;
  END IF;
  IF :p1 = 'STARTED' THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."DELIVERIES_RPN" WHERE ROWNUM = 1' INTO n;
      IF n = 1 THEN
        DBMS_OUTPUT.PUT_LINE('The original takes writes, so the rows of an earlier run are stale: begin anew.');
        -- DELIVERY_ITEMS_RPN follows the stale copy.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
        SELECT COUNT(*) INTO n
          FROM dba_tables
         WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN';
        IF n = 1 THEN
          RAISE_APPLICATION_ERROR(-20004, 'The stale copy is still there, see above. The original stays in service.');
        END IF;
        :p1 := 'NEW';
      END IF;
    END IF;
  END IF;
  IF :p1 = 'STARTED' THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES_RPN'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 1 THEN
      -- Killed after the proofs had begun: the steps below may have to write to the copy again.
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" READ WRITE';
    END IF;
  END IF;
  IF :p1 = 'NEW' THEN
    -- Hours may have passed since the preflight.
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', :t1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20002, 'The table changed since it was discovered, see above. It was not touched.');
    END IF;
  ELSIF :p1 = 'HALF' THEN
    -- An earlier run was killed between the two renames, after its proofs: finish, for the table has no name now.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" RENAME TO "DELIVERIES"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERIES_RPN', 'DELIVERIES_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p1 := 'SWAPPED';
  ELSIF :p1 = 'LOST' THEN
    -- The copy is gone and the original has no name: give it back and begin anew.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPO" RENAME TO "DELIVERIES"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERIES_RPN', 'DELIVERIES_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p1 := 'NEW';
  ELSIF :p1 NOT IN ('STARTED', 'SWAPPED', 'ASSERTED', 'DONE') THEN
    RAISE_APPLICATION_ERROR(-20002, 'The table changed under this script. Look at it and discover again.');
  END IF;
  IF :p1 IN ('SWAPPED', 'ASSERTED') THEN
    -- Left by a rollback that did not come to the renames: this run goes forward again, and opens what that closed.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERIES' AND constraint_name = 'DELIVERIES_RPNB';
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" DROP CONSTRAINT "DELIVERIES_RPNB"';
    END IF;
  END IF;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p1);
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.2: Create the new table, empty
PROMPT
PROMPT 1.2 Create the new table, empty
-- The disabled constraint DELIVERIES_RPNM marks the copy as ours and goes after the swap.
BEGIN
  IF :p1 = 'NEW' THEN
    EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 2, 'Create the new table', '1/2';
    EXECUTE IMMEDIATE
         'CREATE TABLE "APP"."DELIVERIES_RPN"'
      || '  ( "DELIVERY_ID" NUMBER(15,0) NOT NULL'
      || '  , "SENT_ON" DATE NOT NULL'
      || '  , "CARRIER" VARCHAR2(30 BYTE)'
      || '  , "WEIGHT" NUMBER(8,3)'
      || '  , CONSTRAINT "DELIVERIES_RPNM" CHECK (1 = 1) DISABLE'
      || '  )'
      || '  PCTFREE 10 TABLESPACE "APP_DATA" LOGGING'
      || '  NOCOMPRESS'
      || ' PARTITION BY RANGE ("SENT_ON")'
      || q'[ INTERVAL (NUMTOYMINTERVAL(1, 'YEAR'))]'
      || q'[ ( PARTITION "P_2021" VALUES LESS THAN (DATE '2022-01-01') INDEXING OFF]'
      || q'[ , PARTITION "P_2022" VALUES LESS THAN (DATE '2023-01-01') INDEXING OFF]'
      || q'[ , PARTITION "P_2023" VALUES LESS THAN (DATE '2024-01-01') INDEXING ON]'
      || q'[ , PARTITION "P_2024" VALUES LESS THAN (DATE '2025-01-01') INDEXING ON]'
      || q'[ , PARTITION "P_2025" VALUES LESS THAN (DATE '2026-01-01') INDEXING ON]'
      || q'[ , PARTITION "P_2026" VALUES LESS THAN (DATE '2027-01-01') INDEXING ON]'
      || ' )'
      || '  ENABLE ROW MOVEMENT';
    :p1 := 'STARTED';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.3: Stop writes to the original
PROMPT
PROMPT 1.3 Stop writes to the original
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 3, 'Stop writes to the old one', '1/2';
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 0 THEN
    -- Waits for transactions that are under way, a short while and again: whoever wants to write waits behind it.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" READ ONLY';
  END IF;
  -- A transaction that wrote to the table before it was closed must end before its rows are read, on any instance.
  FOR l IN (SELECT DISTINCT inst_id, xidusn, xidslot, xidsqn
              FROM gv$locked_object
             WHERE object_id = 72059 AND xidusn > 0
               AND NOT (session_id = SYS_CONTEXT('USERENV', 'SID')
                        AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))) LOOP
    FOR second IN 1 .. 300 LOOP
      SELECT COUNT(*) INTO n
        FROM gv$locked_object
       WHERE object_id = 72059 AND inst_id = l.inst_id
         AND xidusn = l.xidusn AND xidslot = l.xidslot AND xidsqn = l.xidsqn;
      EXIT WHEN n = 0;
      EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(1); END;';
    END LOOP;
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20004,
          'A transaction of another session does not end. Let it end and run this again.');
    END IF;
  END LOOP;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.4: Load the rows
PROMPT
PROMPT 1.4 Load the rows
-- Estimate: under a minute at an assumed 100 MB/s.
-- Direct path: no indexes, no foreign keys and no triggers are in its way.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 4, 'Load the rows', '1/2';
  EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."DELIVERIES_RPN" WHERE ROWNUM = 1' INTO n;
  IF n = 0 THEN
    EXECUTE IMMEDIATE
         'INSERT /*+ APPEND PARALLEL(t 4) */ INTO "APP"."DELIVERIES_RPN" t'
      || '  ( "DELIVERY_ID"'
      || '  , "SENT_ON"'
      || '  , "CARRIER"'
      || '  , "WEIGHT"'
      || '  )'
      || ' SELECT /*+ FULL(s) PARALLEL(s 4) */'
      || '    s."DELIVERY_ID"'
      || '  , s."SENT_ON"'
      || '  , s."CARRIER"'
      || '  , s."WEIGHT"'
      || '  FROM "APP"."DELIVERIES" s';
    DBMS_OUTPUT.PUT_LINE('Rows loaded: ' || SQL%ROWCOUNT || '.');
    COMMIT;
  ELSE
    DBMS_OUTPUT.PUT_LINE('Loaded by an earlier run; the proof will tell whether it is complete.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.6: Build the indexes
PROMPT
PROMPT 1.6 Build the indexes
DECLARE
  n PLS_INTEGER;

  FUNCTION is_missing(p_owner VARCHAR2, p_index VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    SELECT COUNT(*) INTO n FROM dba_indexes WHERE owner = p_owner AND index_name = p_index;
    RETURN n = 0;
  END is_missing;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 6, 'Build the indexes', '1/2';
  -- APP.DELIVERIES_CARRIER_PX: local, was local
  IF is_missing('APP', 'DELIVERIES_CARRIER_PX_RPN') THEN
    EXECUTE IMMEDIATE
         'CREATE INDEX "APP"."DELIVERIES_CARRIER_PX_RPN"'
      || '  ON "APP"."DELIVERIES_RPN" ("CARRIER")'
      || ' LOCAL PCTFREE 10 LOGGING INDEXING PARTIAL PARALLEL 4';
  END IF;
  EXECUTE IMMEDIATE 'ALTER INDEX "APP"."DELIVERIES_CARRIER_PX_RPN" NOPARALLEL';
  -- APP.DELIVERIES_PK: global, unique without the partitioning key SENT_ON
  IF is_missing('APP', 'DELIVERIES_PK_RPN') THEN
    EXECUTE IMMEDIATE
         'CREATE UNIQUE INDEX "APP"."DELIVERIES_PK_RPN"'
      || '  ON "APP"."DELIVERIES_RPN" ("DELIVERY_ID")'
      || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
  END IF;
  EXECUTE IMMEDIATE 'ALTER INDEX "APP"."DELIVERIES_PK_RPN" NOPARALLEL';
  -- APP.DELIVERIES_WEIGHT_GX: global range, stays global and range partitioned
  IF is_missing('APP', 'DELIVERIES_WEIGHT_GX_RPN') THEN
    EXECUTE IMMEDIATE
         'CREATE INDEX "APP"."DELIVERIES_WEIGHT_GX_RPN"'
      || '  ON "APP"."DELIVERIES_RPN" ("WEIGHT")'
      || ' GLOBAL PARTITION BY RANGE ("WEIGHT") (PARTITION "GP_LIGHT" VALUES LESS THAN (30) '
      || 'TABLESPACE "APP_INDEX", PARTITION "GP_HEAVY" VALUES LESS THAN (MAXVALUE) TABLESPACE '
      || '"APP_INDEX") PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
  END IF;
  EXECUTE IMMEDIATE 'ALTER INDEX "APP"."DELIVERIES_WEIGHT_GX_RPN" NOPARALLEL';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.7: Add the constraints
PROMPT
PROMPT 1.7 Add the constraints
DECLARE
  n PLS_INTEGER;

  FUNCTION is_missing(p_constraint VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND constraint_name = p_constraint;
    RETURN n = 0;
  END is_missing;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 7, 'Add the constraints', '1/2';
  IF is_missing('DELIVERIES_PK_RPN') THEN
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."DELIVERIES_RPN" ADD CONSTRAINT "DELIVERIES_PK_RPN" PRIMARY KEY '
      || '("DELIVERY_ID") USING INDEX "APP"."DELIVERIES_PK_RPN" ENABLE VALIDATE';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.8: Grants, column comments, logging and attributes
PROMPT
PROMPT 1.8 Grants, column comments, logging and attributes
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 8, 'Grants, column comments and logging', '1/2';
  EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" NOPARALLEL';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.9: Prove the rows equal
PROMPT
PROMPT 1.9 Prove the rows equal
-- Both tables are READ ONLY now and stay so until the end. For each column: the values that are not NULL, and the
--   sum of a hash of each value.
-- The hash of whole rows tells whether values still belong together. One difference stops the script.
DECLARE
  differences PLS_INTEGER := 0;
  in_part     NUMBER;
  in_parts    NUMBER := 0;

  rows_read NUMBER;

  FUNCTION field(p_list VARCHAR2, p_number PLS_INTEGER) RETURN VARCHAR2 IS
  BEGIN
    RETURN REGEXP_SUBSTR(p_list || ',', '([^,]*),', 1, p_number, NULL, 1);
  END field;

  -- p_what names the values that p_select returns, both separated by commas.
  PROCEDURE compare(p_what VARCHAR2, p_select CLOB) IS
    old_values VARCHAR2(32767);
    new_values VARCHAR2(32767);
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select
        || ' FROM "APP"."DELIVERIES" t'
      INTO old_values;
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select
        || ' FROM "APP"."DELIVERIES_RPN" t'
      INTO new_values;
    -- The first value is the number of rows.
    rows_read := TO_NUMBER(field(old_values, 1));
    IF old_values = new_values THEN
      RETURN;
    END IF;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      IF NVL(field(old_values, i), '-') <> NVL(field(new_values, i), '-') THEN
        differences := differences + 1;
        DBMS_OUTPUT.PUT_LINE('! ' || field(p_what, i) || ': ' || field(old_values, i) || ' in ' || 'the original'
            || ', '
                             || field(new_values, i) || ' in ' || 'the copy');
      END IF;
    END LOOP;
  END compare;

  -- p_source is what follows SELECT COUNT(*).
  PROCEDURE none(p_what VARCHAR2, p_source CLOB) IS
    found NUMBER;
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ PARALLEL(4) NO_RESULT_CACHE */ COUNT(*) ' || p_source INTO found;
    IF found > 0 THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! ' || p_what || ': ' || found || ' rows differ');
    END IF;
  END none;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 9, 'Prove the rows equal', '1/2';
  :proof1 := NULL;
  EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" READ ONLY';
  compare(
       'rows,whole rows,DELIVERY_ID not NULL,DELIVERY_ID by hash,SENT_ON not NULL,SENT_ON by '
    || 'hash,CARRIER not NULL,CARRIER by hash,WEIGHT not NULL,WEIGHT by hash',
       q'[COUNT(*) || ',' ||]'
    || q'[ SUM(ORA_HASH(ORA_HASH("DELIVERY_ID", 4294967295, 1) || '|' ||]'
    || q'[ ORA_HASH("SENT_ON", 4294967295, 2) || '|' ||]'
    || q'[ ORA_HASH("CARRIER", 4294967295, 3) || '|' ||]'
    || q'[ ORA_HASH("WEIGHT", 4294967295, 4))) || ',' ||]'
    || q'[ COUNT("DELIVERY_ID") || ',' ||]'
    || q'[ SUM(ORA_HASH("DELIVERY_ID", 4294967295, 1)) || ',' ||]'
    || q'[ COUNT("SENT_ON") || ',' ||]'
    || q'[ SUM(ORA_HASH("SENT_ON", 4294967295, 2)) || ',' ||]'
    || q'[ COUNT("CARRIER") || ',' ||]'
    || q'[ SUM(ORA_HASH("CARRIER", 4294967295, 3)) || ',' ||]'
    || q'[ COUNT("WEIGHT") || ',' ||]'
    || ' SUM(ORA_HASH("WEIGHT", 4294967295, 4))');

  -- Every row lies in a partition that can be read by its name, and the partitions make up the table.
  FOR p IN (SELECT partition_name
              FROM dba_tab_partitions
             WHERE table_owner = 'APP' AND table_name = 'DELIVERIES_RPN'
             ORDER BY partition_position) LOOP
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ COUNT(*) FROM '
      || '"APP"."DELIVERIES_RPN" PARTITION ("' || p.partition_name || '") t'
      INTO in_part;
    in_parts := in_parts + in_part;
  END LOOP;
  IF in_parts <> rows_read THEN
    differences := differences + 1;
    DBMS_OUTPUT.PUT_LINE('! The partitions hold ' || in_parts || ' rows, the original ' || rows_read);
  END IF;

  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20005, 'Differences between the rows: ' || differences
        || ', see above. The original stays.');
  END IF;
  :proof1 := 'EQUAL';
  DBMS_OUTPUT.PUT_LINE('Every column and every row agrees, by count and by hash.');
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.10: Statistics
PROMPT
PROMPT 1.10 Statistics
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 10, 'Statistics', '1/2';
  -- Histograms for the columns that had them: what queries asked of which columns (SYS.COL_USAGE$) stays with the
  -- original, so SIZE AUTO would make none.
  IF DBMS_STATS.GET_PREFS('PUBLISH', 'APP', 'DELIVERIES_RPN') <> 'TRUE' THEN
    -- What is gathered would stay pending.
    DBMS_STATS.SET_TABLE_PREFS('APP', 'DELIVERIES_RPN', 'PUBLISH', 'TRUE');
  END IF;
  DBMS_STATS.GATHER_TABLE_STATS(
    ownname     => 'APP',
    tabname     => 'DELIVERIES_RPN',
    method_opt  => 'FOR ALL COLUMNS SIZE 1',
    granularity => 'AUTO',
    cascade     => TRUE,
    degree      => 4);
  FOR p IN (SELECT preference_name
              FROM dba_tab_stat_prefs
             WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN' AND preference_name = 'PUBLISH') LOOP
    DBMS_STATS.DELETE_TABLE_PREFS('APP', 'DELIVERIES_RPN', p.preference_name);
  END LOOP;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- =====================================================================================================================
-- 2. APP.DELIVERY_ITEMS by copy and swap
-- REFERENCE (DELIVERY_ITEMS_FK)
-- becomes REFERENCE (DELIVERY_ITEMS_FK)
-- =====================================================================================================================
PROMPT
PROMPT 2 of 2: APP.DELIVERY_ITEMS by copy and swap
-- DELIVERY_ITEMS_RPN is the copy until the swap, DELIVERY_ITEMS_RPO the original after it.
-- Writes to the table fail with ORA-12081 from step 3 to step 16. Reads go on, but for the moment of the swap.

-- Step 2.1: Look where we are
PROMPT
PROMPT 2.1 Look where we are
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 1, 'Look where we are', '2/2';
  IF :p2 <> 'DONE' THEN
    EXECUTE IMMEDIATE :place
      USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO', 'DELIVERY_ITEMS_RPNM',
          'DELIVERY_ITEMS_RPNB', 72060, OUT :p2;
  END IF;
  IF :p2 = 'STARTED' THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."DELIVERY_ITEMS_RPN" WHERE ROWNUM = 1' INTO n;
      IF n = 1 THEN
        DBMS_OUTPUT.PUT_LINE('The original takes writes, so the rows of an earlier run are stale: begin anew.');
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        SELECT COUNT(*) INTO n
          FROM dba_tables
         WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN';
        IF n = 1 THEN
          RAISE_APPLICATION_ERROR(-20004, 'The stale copy is still there, see above. The original stays in service.');
        END IF;
        :p2 := 'NEW';
      END IF;
    END IF;
  END IF;
  IF :p2 = 'STARTED' THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS_RPN'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 1 THEN
      -- Killed after the proofs had begun: the steps below may have to write to the copy again.
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" READ WRITE';
    END IF;
  END IF;
  IF :p2 = 'NEW' THEN
    -- Hours may have passed since the preflight.
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', :t2, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20002, 'The table changed since it was discovered, see above. It was not touched.');
    END IF;
  ELSIF :p2 = 'HALF' THEN
    -- An earlier run was killed between the two renames, after its proofs: finish, for the table has no name now.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" RENAME TO "DELIVERY_ITEMS"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p2 := 'SWAPPED';
  ELSIF :p2 = 'LOST' THEN
    -- The copy is gone and the original has no name: give it back and begin anew.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" RENAME TO "DELIVERY_ITEMS"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
            RAISE;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    :p2 := 'NEW';
  ELSIF :p2 NOT IN ('STARTED', 'SWAPPED', 'ASSERTED', 'DONE') THEN
    RAISE_APPLICATION_ERROR(-20002, 'The table changed under this script. Look at it and discover again.');
  END IF;
  IF :p2 IN ('SWAPPED', 'ASSERTED') THEN
    -- Left by a rollback that did not come to the renames: this run goes forward again, and opens what that closed.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS' AND constraint_name = 'DELIVERY_ITEMS_RPNB';
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" DROP CONSTRAINT "DELIVERY_ITEMS_RPNB"';
    END IF;
  END IF;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p2);
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.2: Create the new table, empty
PROMPT
PROMPT 2.2 Create the new table, empty
-- The disabled constraint DELIVERY_ITEMS_RPNM marks the copy as ours and goes after the swap.
-- It follows the new table of DELIVERIES by a foreign key that gets its own name after the swap.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p2 = 'NEW' THEN
    EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 2, 'Create the new table', '2/2';
    EXECUTE IMMEDIATE :in_turns USING
         'CREATE TABLE "APP"."DELIVERY_ITEMS_RPN"'
      || '  ( "DELIVERY_ID" NUMBER(15,0) NOT NULL'
      || '  , "ITEM_NO" NUMBER(4,0) NOT NULL'
      || '  , "ARTICLE" VARCHAR2(30 BYTE)'
      || '  , "PIECES" NUMBER(6,0)'
      || '  , CONSTRAINT "DELIVERY_ITEMS_RPNT" FOREIGN KEY ("DELIVERY_ID") REFERENCES "APP".'
      || CASE :p1 WHEN 'STARTED' THEN '"DELIVERIES_RPN"' ELSE '"DELIVERIES"' END
      || ' ("DELIVERY_ID") ON DELETE CASCADE ENABLE VALIDATE'
      || '  , CONSTRAINT "DELIVERY_ITEMS_RPNM" CHECK (1 = 1) DISABLE'
      || '  )'
      || '  PCTFREE 10 TABLESPACE "APP_DATA" LOGGING'
      || '  NOCOMPRESS'
      || ' PARTITION BY REFERENCE ("DELIVERY_ITEMS_RPNT")'
      || '  ENABLE ROW MOVEMENT';
    :p2 := 'STARTED';
  END IF;
  -- Better seen now than after the swap: can a foreign key be renamed that carries the partitioning?
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND constraint_name = 'DELIVERY_ITEMS_RPNT';
  IF :p2 = 'STARTED' AND n = 1 THEN
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" RENAME CONSTRAINT "DELIVERY_ITEMS_RPNT" TO '
      || '"DELIVERY_ITEMS_FK_RPN"';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.3: Stop writes to the original
PROMPT
PROMPT 2.3 Stop writes to the original
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 3, 'Stop writes to the old one', '2/2';
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 0 THEN
    -- Waits for transactions that are under way, a short while and again: whoever wants to write waits behind it.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" READ ONLY';
  END IF;
  -- A transaction that wrote to the table before it was closed must end before its rows are read, on any instance.
  FOR l IN (SELECT DISTINCT inst_id, xidusn, xidslot, xidsqn
              FROM gv$locked_object
             WHERE object_id = 72060 AND xidusn > 0
               AND NOT (session_id = SYS_CONTEXT('USERENV', 'SID')
                        AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))) LOOP
    FOR second IN 1 .. 300 LOOP
      SELECT COUNT(*) INTO n
        FROM gv$locked_object
       WHERE object_id = 72060 AND inst_id = l.inst_id
         AND xidusn = l.xidusn AND xidslot = l.xidslot AND xidsqn = l.xidsqn;
      EXIT WHEN n = 0;
      EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(1); END;';
    END LOOP;
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20004,
          'A transaction of another session does not end. Let it end and run this again.');
    END IF;
  END LOOP;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.4: Load the rows
PROMPT
PROMPT 2.4 Load the rows
-- Estimate: about 1 minute at an assumed 100 MB/s.
-- Its foreign key keeps it from the direct path: Oracle takes the conventional one then, serially and without a word.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 4, 'Load the rows', '2/2';
  EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM "APP"."DELIVERY_ITEMS_RPN" WHERE ROWNUM = 1' INTO n;
  IF n = 0 THEN
    EXECUTE IMMEDIATE
         'INSERT /*+ APPEND PARALLEL(t 4) */ INTO "APP"."DELIVERY_ITEMS_RPN" t'
      || '  ( "DELIVERY_ID"'
      || '  , "ITEM_NO"'
      || '  , "ARTICLE"'
      || '  , "PIECES"'
      || '  )'
      || ' SELECT /*+ FULL(s) PARALLEL(s 4) */'
      || '    s."DELIVERY_ID"'
      || '  , s."ITEM_NO"'
      || '  , s."ARTICLE"'
      || '  , s."PIECES"'
      || '  FROM "APP"."DELIVERY_ITEMS" s';
    DBMS_OUTPUT.PUT_LINE('Rows loaded: ' || SQL%ROWCOUNT || '.');
    COMMIT;
  ELSE
    DBMS_OUTPUT.PUT_LINE('Loaded by an earlier run; the proof will tell whether it is complete.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.6: Build the indexes
PROMPT
PROMPT 2.6 Build the indexes
DECLARE
  n PLS_INTEGER;

  FUNCTION is_missing(p_owner VARCHAR2, p_index VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    SELECT COUNT(*) INTO n FROM dba_indexes WHERE owner = p_owner AND index_name = p_index;
    RETURN n = 0;
  END is_missing;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 6, 'Build the indexes', '2/2';
  -- APP.DELIVERY_ITEMS_PK: global, unique without the partitioning key DELIVERY_ID
  IF is_missing('APP', 'DELIVERY_ITEMS_PK_RPN') THEN
    EXECUTE IMMEDIATE
         'CREATE UNIQUE INDEX "APP"."DELIVERY_ITEMS_PK_RPN"'
      || '  ON "APP"."DELIVERY_ITEMS_RPN" ("DELIVERY_ID", "ITEM_NO")'
      || ' PCTFREE 10 TABLESPACE "APP_INDEX" LOGGING PARALLEL 4';
  END IF;
  EXECUTE IMMEDIATE 'ALTER INDEX "APP"."DELIVERY_ITEMS_PK_RPN" NOPARALLEL';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.7: Add the constraints
PROMPT
PROMPT 2.7 Add the constraints
DECLARE
  n PLS_INTEGER;

  FUNCTION is_missing(p_constraint VARCHAR2) RETURN BOOLEAN IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND constraint_name = p_constraint;
    RETURN n = 0;
  END is_missing;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 7, 'Add the constraints', '2/2';
  IF is_missing('DELIVERY_ITEMS_PK_RPN') THEN
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" ADD CONSTRAINT "DELIVERY_ITEMS_PK_RPN" PRIMARY '
      || 'KEY ("DELIVERY_ID", "ITEM_NO") USING INDEX "APP"."DELIVERY_ITEMS_PK_RPN" ENABLE VALIDATE';
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.8: Grants, column comments, logging and attributes
PROMPT
PROMPT 2.8 Grants, column comments, logging and attributes
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 8, 'Grants, column comments and logging', '2/2';
  EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" NOPARALLEL';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.9: Prove the rows equal
PROMPT
PROMPT 2.9 Prove the rows equal
-- Both tables are READ ONLY now and stay so until the end. For each column: the values that are not NULL, and the
--   sum of a hash of each value.
-- The hash of whole rows tells whether values still belong together. One difference stops the script.
DECLARE
  differences PLS_INTEGER := 0;
  in_part     NUMBER;
  in_parts    NUMBER := 0;

  rows_read NUMBER;

  FUNCTION field(p_list VARCHAR2, p_number PLS_INTEGER) RETURN VARCHAR2 IS
  BEGIN
    RETURN REGEXP_SUBSTR(p_list || ',', '([^,]*),', 1, p_number, NULL, 1);
  END field;

  -- p_what names the values that p_select returns, both separated by commas.
  PROCEDURE compare(p_what VARCHAR2, p_select CLOB) IS
    old_values VARCHAR2(32767);
    new_values VARCHAR2(32767);
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select
        || ' FROM "APP"."DELIVERY_ITEMS" t'
      INTO old_values;
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ ' || p_select
        || ' FROM "APP"."DELIVERY_ITEMS_RPN" t'
      INTO new_values;
    -- The first value is the number of rows.
    rows_read := TO_NUMBER(field(old_values, 1));
    IF old_values = new_values THEN
      RETURN;
    END IF;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      IF NVL(field(old_values, i), '-') <> NVL(field(new_values, i), '-') THEN
        differences := differences + 1;
        DBMS_OUTPUT.PUT_LINE('! ' || field(p_what, i) || ': ' || field(old_values, i) || ' in ' || 'the original'
            || ', '
                             || field(new_values, i) || ' in ' || 'the copy');
      END IF;
    END LOOP;
  END compare;

  -- p_source is what follows SELECT COUNT(*).
  PROCEDURE none(p_what VARCHAR2, p_source CLOB) IS
    found NUMBER;
  BEGIN
    EXECUTE IMMEDIATE 'SELECT /*+ PARALLEL(4) NO_RESULT_CACHE */ COUNT(*) ' || p_source INTO found;
    IF found > 0 THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! ' || p_what || ': ' || found || ' rows differ');
    END IF;
  END none;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 9, 'Prove the rows equal', '2/2';
  :proof2 := NULL;
  EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" READ ONLY';
  compare(
       'rows,whole rows,DELIVERY_ID not NULL,DELIVERY_ID by hash,ITEM_NO not NULL,ITEM_NO by '
    || 'hash,ARTICLE not NULL,ARTICLE by hash,PIECES not NULL,PIECES by hash',
       q'[COUNT(*) || ',' ||]'
    || q'[ SUM(ORA_HASH(ORA_HASH("DELIVERY_ID", 4294967295, 1) || '|' ||]'
    || q'[ ORA_HASH("ITEM_NO", 4294967295, 2) || '|' ||]'
    || q'[ ORA_HASH("ARTICLE", 4294967295, 3) || '|' ||]'
    || q'[ ORA_HASH("PIECES", 4294967295, 4))) || ',' ||]'
    || q'[ COUNT("DELIVERY_ID") || ',' ||]'
    || q'[ SUM(ORA_HASH("DELIVERY_ID", 4294967295, 1)) || ',' ||]'
    || q'[ COUNT("ITEM_NO") || ',' ||]'
    || q'[ SUM(ORA_HASH("ITEM_NO", 4294967295, 2)) || ',' ||]'
    || q'[ COUNT("ARTICLE") || ',' ||]'
    || q'[ SUM(ORA_HASH("ARTICLE", 4294967295, 3)) || ',' ||]'
    || q'[ COUNT("PIECES") || ',' ||]'
    || ' SUM(ORA_HASH("PIECES", 4294967295, 4))');

  -- Every row lies in a partition that can be read by its name, and the partitions make up the table.
  FOR p IN (SELECT partition_name
              FROM dba_tab_partitions
             WHERE table_owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN'
             ORDER BY partition_position) LOOP
    EXECUTE IMMEDIATE 'SELECT /*+ FULL(t) PARALLEL(t 4) NO_RESULT_CACHE */ COUNT(*) FROM '
      || '"APP"."DELIVERY_ITEMS_RPN" PARTITION ("' || p.partition_name || '") t'
      INTO in_part;
    in_parts := in_parts + in_part;
  END LOOP;
  IF in_parts <> rows_read THEN
    differences := differences + 1;
    DBMS_OUTPUT.PUT_LINE('! The partitions hold ' || in_parts || ' rows, the original ' || rows_read);
  END IF;

  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20005, 'Differences between the rows: ' || differences
        || ', see above. The original stays.');
  END IF;
  :proof2 := 'EQUAL';
  DBMS_OUTPUT.PUT_LINE('Every column and every row agrees, by count and by hash.');
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.10: Statistics
PROMPT
PROMPT 2.10 Statistics
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 10, 'Statistics', '2/2';
  -- Histograms for the columns that had them: what queries asked of which columns (SYS.COL_USAGE$) stays with the
  -- original, so SIZE AUTO would make none.
  IF DBMS_STATS.GET_PREFS('PUBLISH', 'APP', 'DELIVERY_ITEMS_RPN') <> 'TRUE' THEN
    -- What is gathered would stay pending.
    DBMS_STATS.SET_TABLE_PREFS('APP', 'DELIVERY_ITEMS_RPN', 'PUBLISH', 'TRUE');
  END IF;
  DBMS_STATS.GATHER_TABLE_STATS(
    ownname     => 'APP',
    tabname     => 'DELIVERY_ITEMS_RPN',
    method_opt  => 'FOR ALL COLUMNS SIZE 1',
    granularity => 'AUTO',
    cascade     => TRUE,
    degree      => 4);
  FOR p IN (SELECT preference_name
              FROM dba_tab_stat_prefs
             WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND preference_name = 'PUBLISH') LOOP
    DBMS_STATS.DELETE_TABLE_PREFS('APP', 'DELIVERY_ITEMS_RPN', p.preference_name);
  END LOOP;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- =====================================================================================================================
-- APP.DELIVERIES, APP.DELIVERY_ITEMS: one family by reference. All new tables are built, all originals are READ ONLY.
-- Now they are proven, then all names are swapped, and only then is any table opened.
-- =====================================================================================================================
PROMPT
PROMPT APP.DELIVERIES, APP.DELIVERY_ITEMS: the family together

-- Step 1.12: Prove the dependents equal
PROMPT
PROMPT 1.12 Prove the dependents equal
DECLARE
  signature   VARCHAR2(32767);
  differences PLS_INTEGER;
  n           PLS_INTEGER;
  expected    CLOB;

  PROCEDURE located(p_owner VARCHAR2, p_index VARCHAR2, p_locality VARCHAR2) IS
    actual VARCHAR2(20);
  BEGIN
    SELECT NVL(MAX(locality), 'NONPARTITIONED') INTO actual
      FROM dba_part_indexes
     WHERE owner = p_owner AND index_name = p_index;
    IF actual <> p_locality THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! Index ' || p_owner || '.' || p_index || ' is ' || actual || ', planned was '
          || p_locality || '.');
    END IF;
  END located;
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 12, 'Prove the dependents equal', '1/2';
  -- Lines more: what the family is called at the moment.
  expected := :t1;
  IF :p2 IN ('SWAPPED', 'ASSERTED') THEN
    expected := expected || 'alias APP.DELIVERY_ITEMS_RPO => APP.DELIVERY_ITEMS' || CHR(10);
  END IF;
  EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', expected, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'The original changed while it was copied, see above. It stays in service.');
  END IF;
  expected := :t1;
  expected := expected || 'alias APP.DELIVERY_ITEMS_RPN => APP.DELIVERY_ITEMS' || CHR(10);
  expected := expected || 'alias DELIVERY_ITEMS_FK_RPN => DELIVERY_ITEMS_FK' || CHR(10);
  EXECUTE IMMEDIATE :facts
    USING 'APP', 'DELIVERIES_RPN', 'DELIVERIES', 'COPY', expected, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Differences between the original and the copy: ' || differences
        || ', see above.');
  END IF;
  EXECUTE IMMEDIATE :signature USING 'APP', 'DELIVERIES_RPN', OUT signature;
  IF signature <> q'[RANGE (SENT_ON), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 6 partitions, P_2021 < 2022-01-01 ]'
    || 'to P_2026 < 2027-01-01, #F154C232' THEN
    RAISE_APPLICATION_ERROR(-20006, 'The copy is not partitioned as planned: ' || signature);
  END IF;
  EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERIES_RPN', :s1, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Settings of the copy that are not as planned: ' || differences
        || ', see above.');
  END IF;
  located('APP', 'DELIVERIES_CARRIER_PX_RPN', 'LOCAL');
  located('APP', 'DELIVERIES_PK_RPN', 'NONPARTITIONED');
  located('APP', 'DELIVERIES_WEIGHT_GX_RPN', 'GLOBAL');
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Indexes that are not as planned: ' || differences || ', see above.');
  END IF;
  -- The parts of a partial index are UNUSABLE by design where their partition has INDEXING OFF.
  SELECT COUNT(*) INTO n
    FROM (SELECT status FROM dba_indexes
           WHERE table_owner = 'APP' AND table_name = 'DELIVERIES_RPN'
           UNION ALL
          SELECT p.status FROM dba_ind_partitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'DELIVERIES_RPN'
             AND NVL(i.indexing, 'FULL') = 'FULL'
           UNION ALL
          SELECT p.status FROM dba_ind_subpartitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'DELIVERIES_RPN'
             AND NVL(i.indexing, 'FULL') = 'FULL')
   WHERE status = 'UNUSABLE';
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Index parts of the copy that are UNUSABLE: ' || n || '.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.12: Prove the dependents equal
PROMPT
PROMPT 2.12 Prove the dependents equal
DECLARE
  signature   VARCHAR2(32767);
  differences PLS_INTEGER;
  n           PLS_INTEGER;
  expected    CLOB;

  PROCEDURE located(p_owner VARCHAR2, p_index VARCHAR2, p_locality VARCHAR2) IS
    actual VARCHAR2(20);
  BEGIN
    SELECT NVL(MAX(locality), 'NONPARTITIONED') INTO actual
      FROM dba_part_indexes
     WHERE owner = p_owner AND index_name = p_index;
    IF actual <> p_locality THEN
      differences := differences + 1;
      DBMS_OUTPUT.PUT_LINE('! Index ' || p_owner || '.' || p_index || ' is ' || actual || ', planned was '
          || p_locality || '.');
    END IF;
  END located;
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 12, 'Prove the dependents equal', '2/2';
  -- Lines more: what the family is called at the moment.
  expected := :t2;
  IF :p1 IN ('SWAPPED', 'ASSERTED') THEN
    expected := expected || 'alias APP.DELIVERIES_RPO => APP.DELIVERIES' || CHR(10);
  END IF;
  EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', expected, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'The original changed while it was copied, see above. It stays in service.');
  END IF;
  expected := :t2;
  expected := expected || 'alias APP.DELIVERIES_RPN => APP.DELIVERIES' || CHR(10);
  EXECUTE IMMEDIATE :facts
    USING 'APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS', 'COPY', expected, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Differences between the original and the copy: ' || differences
        || ', see above.');
  END IF;
  EXECUTE IMMEDIATE :signature USING 'APP', 'DELIVERY_ITEMS_RPN', OUT signature;
  IF signature <> 'REFERENCE (DELIVERY_ITEMS_FK_RPN)' THEN
    RAISE_APPLICATION_ERROR(-20006, 'The copy is not partitioned as planned: ' || signature);
  END IF;
  EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERY_ITEMS_RPN', :s2, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Settings of the copy that are not as planned: ' || differences
        || ', see above.');
  END IF;
  located('APP', 'DELIVERY_ITEMS_PK_RPN', 'NONPARTITIONED');
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Indexes that are not as planned: ' || differences || ', see above.');
  END IF;
  -- The parts of a partial index are UNUSABLE by design where their partition has INDEXING OFF.
  SELECT COUNT(*) INTO n
    FROM (SELECT status FROM dba_indexes
           WHERE table_owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN'
           UNION ALL
          SELECT p.status FROM dba_ind_partitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'DELIVERY_ITEMS_RPN'
             AND NVL(i.indexing, 'FULL') = 'FULL'
           UNION ALL
          SELECT p.status FROM dba_ind_subpartitions p
            JOIN dba_indexes i ON i.owner = p.index_owner AND i.index_name = p.index_name
           WHERE i.table_owner = 'APP' AND i.table_name = 'DELIVERY_ITEMS_RPN'
             AND NVL(i.indexing, 'FULL') = 'FULL')
   WHERE status = 'UNUSABLE';
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20006, 'Index parts of the copy that are UNUSABLE: ' || n || '.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.13: Swap the names
PROMPT
PROMPT 1.13 Swap the names
-- Only after both proofs of this very run. Between the two renames the name does not exist (ORA-00942): usually for
-- milliseconds. A child's transaction that begins just then holds both tables, and the name comes back when it ends,
-- forward or back: each is tried for 2 s in turn.
DECLARE
  renamed BOOLEAN := FALSE;
  failure VARCHAR2(4000);
BEGIN
  IF :p1 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 13, 'Swap the names', '1/2';
  IF :proof1 IS NULL OR :proof1 <> 'EQUAL' THEN
    RAISE_APPLICATION_ERROR(-20007, 'The rows are not proven equal. The swap does not take place.');
  END IF;
  IF :p2 NOT IN ('SWAPPED', 'ASSERTED') AND (:p2 <> 'STARTED' OR NVL(:proof2, 'NO') <> 'EQUAL') THEN
    RAISE_APPLICATION_ERROR(-20007, 'APP.DELIVERY_ITEMS'
        || ' is not proven equal, and it is swapped together with this table.');
  END IF;
  FOR attempt IN 1 .. 30 LOOP
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" RENAME TO "DELIVERIES_RPO"';
    -- No table bears the name now. Forward or back, whichever gets its lock first, for as long as that takes.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        IF failure IS NULL THEN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" RENAME TO "DELIVERIES"';
          renamed := TRUE;
          EXIT;
        END IF;
      EXCEPTION
        WHEN OTHERS THEN
          failure := CASE WHEN SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN SQLERRM END;
      END;
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPO" RENAME TO "DELIVERIES"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            IF failure IS NOT NULL THEN
              RAISE;
            END IF;
            failure := SQLERRM;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERIES_RPN', 'DELIVERIES_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    EXIT WHEN renamed OR failure IS NOT NULL;
  END LOOP;
  IF NOT renamed THEN
    RAISE_APPLICATION_ERROR(-20004, 'The names are not swapped: '
      || NVL(failure, 'transactions on the children were in the way each time. Let them end and run this again.'));
  END IF;
  :p1 := 'SWAPPED';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 2.13: Swap the names
PROMPT
PROMPT 2.13 Swap the names
-- Only after both proofs of this very run. Between the two renames the name does not exist (ORA-00942): usually for
-- milliseconds. A child's transaction that begins just then holds both tables, and the name comes back when it ends,
-- forward or back: each is tried for 2 s in turn.
DECLARE
  renamed BOOLEAN := FALSE;
  failure VARCHAR2(4000);
BEGIN
  IF :p2 <> 'STARTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 13, 'Swap the names', '2/2';
  IF :proof2 IS NULL OR :proof2 <> 'EQUAL' THEN
    RAISE_APPLICATION_ERROR(-20007, 'The rows are not proven equal. The swap does not take place.');
  END IF;
  IF :p1 NOT IN ('SWAPPED', 'ASSERTED') AND (:p1 <> 'STARTED' OR NVL(:proof1, 'NO') <> 'EQUAL') THEN
    RAISE_APPLICATION_ERROR(-20007, 'APP.DELIVERIES'
        || ' is not proven equal, and it is swapped together with this table.');
  END IF;
  FOR attempt IN 1 .. 30 LOOP
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" RENAME TO "DELIVERY_ITEMS_RPO"';
    -- No table bears the name now. Forward or back, whichever gets its lock first, for as long as that takes.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        IF failure IS NULL THEN
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" RENAME TO "DELIVERY_ITEMS"';
          renamed := TRUE;
          EXIT;
        END IF;
      EXCEPTION
        WHEN OTHERS THEN
          failure := CASE WHEN SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN SQLERRM END;
      END;
      BEGIN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" RENAME TO "DELIVERY_ITEMS"';
        EXIT;
      EXCEPTION
        WHEN OTHERS THEN
          IF SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN
            IF failure IS NOT NULL THEN
              RAISE;
            END IF;
            failure := SQLERRM;
          END IF;
          EXECUTE IMMEDIATE :name_blocker USING 'APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO';
      END;
    END LOOP;
    DBMS_APPLICATION_INFO.SET_CLIENT_INFO(NULL);
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 300';
    EXIT WHEN renamed OR failure IS NOT NULL;
  END LOOP;
  IF NOT renamed THEN
    RAISE_APPLICATION_ERROR(-20004, 'The names are not swapped: '
      || NVL(failure, 'transactions on the children were in the way each time. Let them end and run this again.'));
  END IF;
  :p2 := 'SWAPPED';
EXCEPTION
  WHEN OTHERS THEN
    DECLARE
      originals PLS_INTEGER;
    BEGIN
      SELECT COUNT(*) INTO originals
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES' AND object_id = 72059
              OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_id = 72060);
      IF originals = 2 THEN
        -- The copies are stale once users write again: drop them, children first, and open the originals.
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPNM', 72060, 'YES', CHR(10)
              || CHR(10);
        EXECUTE IMMEDIATE :give_back
          USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPNM', 72059, 'YES', CHR(10) || CHR(10);
      ELSE
        DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
            || ' some bear the names of new tables'
          || ' already, so none is opened. Mend the cause and run this script again, or go back with rollback1.sql.');
      END IF;
    END;
    RAISE;
END;
/

-- Step 1.14: Give the names back
PROMPT
PROMPT 1.14 Give the names back
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
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 14, 'Give names back', '1/2';
  -- Foreign keys of the children to the old table go where their twins to the new one stand. What has no twin stays
  -- and stops the script: somebody made it in the meantime.
  FOR c IN (SELECT c.owner, c.table_name, c.constraint_name, c.status, c.validated
              FROM dba_constraints c
             WHERE c.constraint_type = 'R' AND c.r_owner = 'APP'
               AND c.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO')
               -- Its foreign keys go with it; the one that carries a partitioning cannot be dropped (ORA-14650).
               AND NOT (c.owner = 'APP' AND c.table_name IN ('DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO'))
               AND NOT (c.owner = 'APP' AND c.table_name = 'DELIVERIES_RPO')) LOOP
    SELECT COUNT(*) INTO n
      FROM dba_constraints t
     WHERE t.owner = c.owner AND t.table_name = c.table_name AND t.constraint_type = 'R'
       AND t.status = c.status AND t.validated = c.validated AND t.r_owner = 'APP'
       AND t.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                    WHERE owner = 'APP' AND table_name = 'DELIVERIES')
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
             WHERE c.owner = 'APP' AND c.table_name = 'DELIVERIES_RPO' AND c.constraint_type = 'R') LOOP
    drop_constraint('APP', 'DELIVERIES_RPO', c.constraint_name);
  END LOOP;

  rename_index('APP', 'DELIVERIES_RPO', 'DELIVERIES_CARRIER_PX', 'DELIVERIES_CARRIER_PX_RPO');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_CARRIER_PX_RPN', 'DELIVERIES_CARRIER_PX');
  rename_index('APP', 'DELIVERIES_RPO', 'DELIVERIES_PK', 'DELIVERIES_PK_RPO');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_PK_RPN', 'DELIVERIES_PK');
  rename_index('APP', 'DELIVERIES_RPO', 'DELIVERIES_WEIGHT_GX', 'DELIVERIES_WEIGHT_GX_RPO');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_WEIGHT_GX_RPN', 'DELIVERIES_WEIGHT_GX');
  rename_constraint('APP', 'DELIVERIES_RPO', 'DELIVERIES_PK', 'DELIVERIES_PK_RPO');
  rename_constraint('APP', 'DELIVERIES', 'DELIVERIES_PK_RPN', 'DELIVERIES_PK');
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.15: Table comment, supplemental logging and triggers
PROMPT
PROMPT 1.15 Table comment, supplemental logging and triggers
-- Both tables are READ ONLY, so nothing is written that a trigger or a log group would miss.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 15, 'Triggers', '1/2';
  EXECUTE IMMEDIATE
       q'[COMMENT ON TABLE "APP"."DELIVERIES" IS 'Parent of a reference-partitioned child; old ]'
    || q'[years are not indexed']';
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 2.14: Give the names back
PROMPT
PROMPT 2.14 Give the names back
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
  IF :p2 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 14, 'Give names back', '2/2';
  -- Foreign keys of the children to the old table go where their twins to the new one stand. What has no twin stays
  -- and stops the script: somebody made it in the meantime.
  FOR c IN (SELECT c.owner, c.table_name, c.constraint_name, c.status, c.validated
              FROM dba_constraints c
             WHERE c.constraint_type = 'R' AND c.r_owner = 'APP'
               AND c.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO')
               -- Its foreign keys go with it; the one that carries a partitioning cannot be dropped (ORA-14650).
               AND NOT (c.owner = 'APP' AND c.table_name IN ('DELIVERIES_RPN', 'DELIVERIES_RPO'))
               AND NOT (c.owner = 'APP' AND c.table_name = 'DELIVERY_ITEMS_RPO')) LOOP
    SELECT COUNT(*) INTO n
      FROM dba_constraints t
     WHERE t.owner = c.owner AND t.table_name = c.table_name AND t.constraint_type = 'R'
       AND t.status = c.status AND t.validated = c.validated AND t.r_owner = 'APP'
       AND t.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                    WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS')
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
             WHERE c.owner = 'APP' AND c.table_name = 'DELIVERY_ITEMS_RPO' AND c.constraint_type = 'R'
               -- The one that carries its partitioning stays with it (ORA-14650); it points to the old parent.
               AND NOT EXISTS (SELECT 1 FROM dba_part_tables p
                                WHERE p.owner = c.owner AND p.table_name = c.table_name
                                  AND p.ref_ptn_constraint_name = c.constraint_name)) LOOP
    drop_constraint('APP', 'DELIVERY_ITEMS_RPO', c.constraint_name);
  END LOOP;

  rename_index('APP', 'DELIVERY_ITEMS_RPO', 'DELIVERY_ITEMS_PK', 'DELIVERY_ITEMS_PK_RPO');
  rename_index('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_PK_RPN', 'DELIVERY_ITEMS_PK');
  rename_constraint('APP', 'DELIVERY_ITEMS_RPO', 'DELIVERY_ITEMS_FK', 'DELIVERY_ITEMS_FK_RPO');
  rename_constraint('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_FK_RPN', 'DELIVERY_ITEMS_FK');
  rename_constraint('APP', 'DELIVERY_ITEMS_RPO', 'DELIVERY_ITEMS_PK', 'DELIVERY_ITEMS_PK_RPO');
  rename_constraint('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_PK_RPN', 'DELIVERY_ITEMS_PK');
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 2.15: Table comment, supplemental logging and triggers
PROMPT
PROMPT 2.15 Table comment, supplemental logging and triggers
-- Both tables are READ ONLY, so nothing is written that a trigger or a log group would miss.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p2 <> 'SWAPPED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 15, 'Triggers', '2/2';
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.');
    RAISE;
END;
/

-- Step 1.16: Assert that nothing was lost, and open for writes
PROMPT
PROMPT 1.16 Assert that nothing was lost, and open for writes
-- The disabled constraint DELIVERIES_RPNC on the old table, which nobody writes to, says that the new one is still
-- to be opened. A table that you close once it was open stays as you leave it.
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  IF :p1 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 16, 'Assert and open for writes', '1/2';
  IF :p1 = 'SWAPPED' THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', :t1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Differences between what the table owned and owns: ' || differences
          || ', see above.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERIES', :s1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Settings of the table that are not as planned: ' || differences
          || ', see above.');
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO' AND constraint_name = 'DELIVERIES_RPNC';
    IF n = 0 THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."DELIVERIES_RPO" ADD CONSTRAINT "DELIVERIES_RPNC" CHECK (1 = 1) '
        || 'DISABLE';
    END IF;
    -- Without its mark the table counts as asserted in later runs.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" DROP CONSTRAINT "DELIVERIES_RPNM"';
    :p1 := 'ASSERTED';
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO' AND constraint_name = 'DELIVERIES_RPNC';
  IF n = 1 THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" READ WRITE';
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO' AND constraint_name = 'DELIVERIES_RPNC';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPO" DROP CONSTRAINT "DELIVERIES_RPNC"';
    END IF;
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || CASE :p1 WHEN 'ASSERTED'
      THEN ' is the new table with all that it owned, and not yet open as planned. Run this script again.'
      ELSE ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.' END);
    RAISE;
END;
/

-- Step 1.17: Recompile what depends on the table
PROMPT
PROMPT 1.17 Recompile what depends on the table
-- The table is open already: what does not compile here waits for nobody.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p1 <> 'ASSERTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 17, 'Recompile what depends on it', '1/2';
  EXECUTE IMMEDIATE :recompile
    USING 'APP', 'DELIVERIES', CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is done.');
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERIES', 18, 'done', '1/2';
  :p1 := 'DONE';
END;
/

-- Step 2.16: Assert that nothing was lost, and open for writes
PROMPT
PROMPT 2.16 Assert that nothing was lost, and open for writes
-- The disabled constraint DELIVERY_ITEMS_RPNC on the old table, which nobody writes to, says that the new one is
--   still
-- to be opened. A table that you close once it was open stays as you leave it.
DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  IF :p2 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 16, 'Assert and open for writes', '2/2';
  IF :p2 = 'SWAPPED' THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', :t2, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Differences between what the table owned and owns: ' || differences
          || ', see above.');
    END IF;
    EXECUTE IMMEDIATE :storage USING 'APP', 'DELIVERY_ITEMS', :s2, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Settings of the table that are not as planned: ' || differences
          || ', see above.');
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO' AND constraint_name = 'DELIVERY_ITEMS_RPNC';
    IF n = 0 THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" ADD CONSTRAINT "DELIVERY_ITEMS_RPNC" CHECK (1 = '
        || '1) DISABLE';
    END IF;
    -- Without its mark the table counts as asserted in later runs.
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" DROP CONSTRAINT "DELIVERY_ITEMS_RPNM"';
    :p2 := 'ASSERTED';
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO' AND constraint_name = 'DELIVERY_ITEMS_RPNC';
  IF n = 1 THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables t
      LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
     WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS'
       AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
    IF n = 1 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" READ WRITE';
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO' AND constraint_name = 'DELIVERY_ITEMS_RPNC';
    IF n = 1 THEN
      EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" DROP CONSTRAINT "DELIVERY_ITEMS_RPNC"';
    END IF;
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || CASE :p2 WHEN 'ASSERTED'
      THEN ' is the new table with all that it owned, and not yet open as planned. Run this script again.'
      ELSE ' is the new table already and stays READ ONLY, for it'
      || ' lacks what is missing here. Mend the cause and run this script again, or go back with rollback1.sql.' END);
    RAISE;
END;
/

-- Step 2.17: Recompile what depends on the table
PROMPT
PROMPT 2.17 Recompile what depends on the table
-- The table is open already: what does not compile here waits for nobody.
DECLARE
  n PLS_INTEGER;
BEGIN
  IF :p2 <> 'ASSERTED' THEN
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 17, 'Recompile what depends on it', '2/2';
  EXECUTE IMMEDIATE :recompile
    USING 'APP', 'DELIVERY_ITEMS', CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is done.');
  END IF;
  EXECUTE IMMEDIATE :step USING 'APP', 'DELIVERY_ITEMS', 18, 'done', '2/2';
  :p2 := 'DONE';
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
  planned('APP', 'DELIVERIES',
          q'[RANGE (SENT_ON), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 6 partitions, P_2021 < 2022-01-01 ]'
          || 'to P_2026 < 2027-01-01, #F154C232',
          'RANGE (SENT_ON)', :p1);
  planned('APP', 'DELIVERY_ITEMS',
          'REFERENCE (DELIVERY_ITEMS_FK)',
          'REFERENCE (DELIVERY_ITEMS_FK)', :p2);
  IF wrong > 0 THEN
    RAISE_APPLICATION_ERROR(-20009, 'Tables that are not as planned: ' || wrong || ', see above.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('All tables are re-partitioned.');
END;
/
PROMPT The old tables are kept. When you need no way back, run cleanup1.sql to drop them.
SPOOL OFF
EXIT SUCCESS
