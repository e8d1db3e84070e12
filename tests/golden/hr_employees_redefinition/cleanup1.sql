-- =====================================================================================================================
-- cleanup1.sql, written by repart-tui 0.1.0: drop what master1.sql kept. THERE IS NO WAY BACK AFTER IT.

--   HR.EMPLOYEES_RPN   the original of EMPLOYEES
--   REPART_STATE   the records of these tables

-- Each table is dropped only when its successor is in service, partitioned by the planned key, and all was found
-- that the table owned.
-- Row movement of HR.EMPLOYEES becomes enabled, which the way back barred.
-- This file can be run again.
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
SPOOL cleanup1.log APPEND

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
VARIABLE in_turns CLOB
VARIABLE redefinition_place CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
VARIABLE p1 VARCHAR2(20)
VARIABLE proof1 VARCHAR2(20)

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

-- Where does an online redefinition stand?
BEGIN
  :redefinition_place := REPLACE(q'[
DECLARE
  -- NEW: nothing done. CREATED: the interim table exists, no redefinition is under way. STARTED: one is, and can go
  --   on.
  -- BROKEN: one is, and Oracle says that it must begin anew. FINISHED: the names are swapped, the interim table is
  --   the
  -- old one now. ASSERTED: they are, and all that the table owned was found again. BACK: a rollback gave the names
  -- back. BACK ASSERTED: it is done. OTHER: the name belongs to a table that was not discovered. UNKNOWN: none of
  -- these, so a person must look.
  p_owner    VARCHAR2(128) := ~p_owner;
  p_table    VARCHAR2(128) := ~p_table;
  p_new      VARCHAR2(128) := ~p_new;
  p_mark     VARCHAR2(128) := ~p_mark;
  p_back     VARCHAR2(128) := ~p_back;
  p_twin     VARCHAR2(128) := ~p_twin;
  p_id       NUMBER        := ~p_id;
  id_table   NUMBER;
  id_new     NUMBER;
  marked     NUMBER;
  back       NUMBER;
  active     NUMBER;
  asserted   NUMBER;
  going_back NUMBER;
  broken     VARCHAR2(3) := 'YES';

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
  -- On the interim table: ours, or left by a rollback that is done.
  SELECT COUNT(CASE constraint_name WHEN p_mark THEN 1 END), COUNT(CASE constraint_name WHEN p_back THEN 1 END)
    INTO marked, back
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_new AND constraint_name IN (p_mark, p_back);
  -- On the table in service: the mark until nothing is found missing, its twin while a rollback gives back the rest.
  SELECT 1 - COUNT(CASE constraint_name WHEN p_mark THEN 1 END), COUNT(CASE constraint_name WHEN p_twin THEN 1 END)
    INTO asserted, going_back
    FROM dba_constraints
   WHERE owner = p_owner AND table_name = p_table AND constraint_name IN (p_mark, p_twin);
  SELECT COUNT(*) INTO active
    FROM dba_redefinition_objects
   WHERE base_table_owner = p_owner AND base_table_name = p_table AND object_type = 'TABLE';
  -- The last word on it. A START that never reported success has not loaded all rows.
  FOR s IN (SELECT operation, status, restartable
              FROM dba_redefinition_status
             WHERE base_table_owner = p_owner AND base_table_name = p_table AND interim_object_name = p_new
             ORDER BY redefinition_id DESC) LOOP
    broken := CASE
      WHEN UPPER(s.status) = 'SUCCESS' THEN 'NO'
      WHEN UPPER(s.operation) LIKE 'START%' THEN 'YES'
      WHEN s.restartable = 'N' THEN 'YES'
      ELSE 'NO'
    END;
    EXIT;
  END LOOP;
  ~p_place := CASE
    WHEN id_table = p_id AND id_new IS NULL THEN 'NEW'
    WHEN id_table = p_id AND going_back = 1 THEN 'BACK'
    WHEN id_table = p_id AND back = 1 THEN 'BACK ASSERTED'
    WHEN id_table = p_id AND marked = 1 AND active = 0 THEN 'CREATED'
    WHEN id_table = p_id AND marked = 1 AND broken = 'YES' THEN 'BROKEN'
    WHEN id_table = p_id AND marked = 1 THEN 'STARTED'
    WHEN id_new = p_id AND id_table IS NOT NULL AND asserted = 0 THEN 'FINISHED'
    WHEN id_new = p_id AND id_table IS NOT NULL THEN 'ASSERTED'
    WHEN id_table <> p_id AND id_new IS NULL THEN 'OTHER'
    ELSE 'UNKNOWN'
  END;
END;
]', '~', ':');
END;
/

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
  IF SYS_CONTEXT('USERENV', 'SESSION_USER') <> 'HR' THEN
    needs('ALTER ANY INDEX');
    needs('ALTER ANY TABLE');
    needs('ALTER ANY TRIGGER');
    needs('ANALYZE ANY');
    needs('COMMENT ANY TABLE');
    needs('CREATE ANY INDEX');
    needs('CREATE ANY MATERIALIZED VIEW');
    needs('CREATE ANY TABLE');
    needs('CREATE ANY TRIGGER');
    needs('DROP ANY TABLE');
    needs('GRANT ANY OBJECT PRIVILEGE');
    needs('INSERT ANY TABLE');
    needs('LOCK ANY TABLE');
    needs('SELECT ANY TABLE');
  ELSE
    needs('ALTER ANY TABLE');
    needs('CREATE MATERIALIZED VIEW');
    needs('CREATE TABLE');
    needs('CREATE TRIGGER');
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
  alone(807606686, 'HR.EMPLOYEES');
END;
/

BEGIN
  IF :failures > 0 THEN
    RAISE_APPLICATION_ERROR(-20001, 'Checks that failed: ' || :failures || ', see above. Nothing was dropped.');
  END IF;
END;
/

-- 1. HR.EMPLOYEES: Oracle stops logging for the way back, then the old rows go.
DECLARE
  signature VARCHAR2(32767);
  n         PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :redefinition_place USING 'HR', 'EMPLOYEES', 'EMPLOYEES_RPN', 'EMPLOYEES_RPNM', 'EMPLOYEES_RPNB',
      'EMPLOYEES_RPNT', 72008, OUT :p1;
  EXECUTE IMMEDIATE :signature USING 'HR', 'EMPLOYEES', OUT signature;
  IF :p1 IN ('STARTED', 'BROKEN') THEN
    RAISE_APPLICATION_ERROR(-20014, 'HR.EMPLOYEES'
        || ' is being redefined: run master1.sql or rollback1.sql to its end first.');
  ELSIF :p1 IN ('FINISHED', 'BACK') THEN
    RAISE_APPLICATION_ERROR(-20014, 'HR.EMPLOYEES'
        || ' bears its name, but not all of it is asserted: run master1.sql or rollback1.sql to its end first.');
  ELSIF :p1 = 'UNKNOWN' THEN
    RAISE_APPLICATION_ERROR(-20014, 'HR.EMPLOYEES'
        || ' is in a state that master1.sql does not leave. Look at it first.');
  ELSIF :p1 = 'ASSERTED' THEN
    IF INSTR(signature || ',', 'RANGE (HIRE_DATE),') <> 1 THEN
      RAISE_APPLICATION_ERROR(-20014, 'The table in service is not partitioned as planned: ' || signature);
    ELSIF signature <> q'[RANGE (HIRE_DATE), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 1 partition, P_BEFORE_2012 < ]'
      || '2012-01-01, #F4BC8586' THEN
      DBMS_OUTPUT.PUT_LINE('Note: the partitions of ' || 'HR.EMPLOYEES' || ' changed since: it is ' || signature
          || '.');
    END IF;
    BEGIN
      DBMS_REDEFINITION.ABORT_ROLLBACK(
        uname      => 'HR',
        orig_table => 'EMPLOYEES',
        int_table  => 'EMPLOYEES_RPN');
    EXCEPTION
      WHEN OTHERS THEN
        -- ORA-42070, ORA-42080: an earlier run closed the way back.
        IF NOT REGEXP_LIKE(DBMS_UTILITY.FORMAT_ERROR_STACK, 'ORA-420[78]0') THEN
          RAISE;
        END IF;
    END;
    DBMS_OUTPUT.PUT_LINE('There is no way back now.');
    -- As planned; the way back barred it (ORA-42086).
    SELECT COUNT(*) INTO n
      FROM dba_tables
     WHERE owner = 'HR' AND table_name = 'EMPLOYEES'
       AND row_movement = 'ENABLED';
    IF n = 0 THEN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "HR"."EMPLOYEES" ENABLE ROW MOVEMENT';
    END IF;
  END IF;
  IF :p1 IN ('ASSERTED', 'BACK ASSERTED', 'CREATED') THEN
    -- Disabled keys of the children that Oracle left on it go with it.
    EXECUTE IMMEDIATE 'DROP TABLE "HR"."EMPLOYEES_RPN" CASCADE CONSTRAINTS PURGE';
    DBMS_OUTPUT.PUT_LINE('Dropped ' || 'HR.EMPLOYEES_RPN' || '.');
  ELSE
    DBMS_OUTPUT.PUT_LINE('Nothing is left of ' || 'HR.EMPLOYEES' || '.');
  END IF;
END;
/

-- The records of these tables go last, and the state table with them unless it holds those of other runs.
DECLARE
  records VARCHAR2(300) := '"' || SYS_CONTEXT('USERENV', 'SESSION_USER') || '".REPART_STATE';
  n       PLS_INTEGER;
BEGIN
  SELECT COUNT(*) INTO n FROM user_tables WHERE table_name = 'REPART_STATE';
  IF n = 1 THEN
    EXECUTE IMMEDIATE 'DELETE FROM ' || records || ' WHERE owner = :o AND table_name = :t'
      USING 'HR', 'EMPLOYEES';
    COMMIT;
    EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM ' || records INTO n;
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'DROP TABLE ' || records || ' PURGE';
    END IF;
  END IF;
END;
/
PROMPT Nothing is left behind.
SPOOL OFF
EXIT SUCCESS
