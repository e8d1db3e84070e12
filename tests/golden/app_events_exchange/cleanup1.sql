-- =====================================================================================================================
-- cleanup1.sql, written by repart-tui 0.1.0: drop what master1.sql kept. THERE IS NO WAY BACK AFTER IT.

--   APP.EVENTS_RPO   the original of EVENTS
--   REPART_STATE   the records of these tables

-- Each table is dropped only when its successor is in service, partitioned as planned and open for writes.
-- This file can be run again.
-- =====================================================================================================================
WHENEVER OSERROR EXIT FAILURE ROLLBACK
WHENEVER SQLERROR EXIT FAILURE ROLLBACK
SET DEFINE OFF
SET SQLBLANKLINES ON
SET SQLPREFIX %
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
VARIABLE place CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
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
  :signature := REPLACE(q'[
DECLARE
  -- How is a table partitioned? One line, to be compared with the plan's.
  p_owner  VARCHAR2(128) := ~p_owner;
  p_table  VARCHAR2(128) := ~p_table;
  line     VARCHAR2(32767);
  keys     VARCHAR2(4000);
  n        PLS_INTEGER := 0;
  head     VARCHAR2(128);
  tail     VARCHAR2(128);
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
    keys := NULL;
    FOR k IN (SELECT column_name
                FROM dba_part_key_columns
               WHERE owner = p_owner AND name = p_table AND object_type = 'TABLE'
               ORDER BY column_position) LOOP
      keys := keys || CASE WHEN keys IS NOT NULL THEN ',' END || k.column_name;
    END LOOP;
    line := t.partitioning_type || ' (' || keys || ')';
    IF t.interval IS NOT NULL THEN
      line := line || ', INTERVAL ' || UPPER(REPLACE(t.interval, ' '));
    END IF;
    IF t.autolist = 'YES' THEN
      line := line || ', AUTOMATIC';
    END IF;
    IF t.subpartitioning_type <> 'NONE' THEN
      keys := NULL;
      FOR k IN (SELECT column_name
                  FROM dba_subpart_key_columns
                 WHERE owner = p_owner AND name = p_table AND object_type = 'TABLE'
                 ORDER BY column_position) LOOP
        keys := keys || CASE WHEN keys IS NOT NULL THEN ',' END || k.column_name;
      END LOOP;
      line := line || ', ' || t.subpartitioning_type || ' (' || keys || ')';
      IF t.subpartitioning_type = 'HASH' THEN
        line := line || ' x' || t.def_subpartition_count;
      END IF;
    END IF;
    FOR p IN (SELECT partition_name
                FROM dba_tab_partitions
               WHERE table_owner = p_owner AND table_name = p_table
                 AND (t.partitioning_type IN ('HASH', 'SYSTEM')
                      OR (interval = 'NO' AND NOT REGEXP_LIKE(partition_name, '^SYS_P[0-9]+$')))
               ORDER BY partition_position) LOOP
      n := n + 1;
      IF t.partitioning_type NOT IN ('HASH', 'SYSTEM') THEN
        head := NVL(head, p.partition_name);
        tail := p.partition_name;
      END IF;
    END LOOP;
    line := line || ', ' || n || CASE n WHEN 1 THEN ' partition' ELSE ' partitions' END;
    IF head IS NOT NULL THEN
      line := line || ', ' || head || CASE WHEN n > 1 THEN ' to ' || tail END;
    END IF;
  END LOOP;
  ~p_signature := line;
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
  -- LOST: the original has no name and there is no copy. BACK, HALF BACK: a rollback is done, or was killed half way.
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
    needs('CREATE ANY SEQUENCE');
    needs('CREATE ANY TABLE');
    needs('DROP ANY TABLE');
    needs('INSERT ANY TABLE');
    needs('SELECT ANY TABLE');
  ELSE
    needs('CREATE SEQUENCE');
    needs('CREATE TABLE');
  END IF;
END;
/

-- One run at a time: the session holds a lock for each table until it ends.
DECLARE
  result PLS_INTEGER;

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
      -- No right to DBMS_LOCK: look for the other session by the name that it gives itself.
      SELECT COUNT(*) INTO result
        FROM v$session
       WHERE module LIKE 'repart-tui %' AND audsid <> SYS_CONTEXT('USERENV', 'SESSIONID');
      IF result > 0 THEN
        :failures := :failures + 1;
        DBMS_OUTPUT.PUT_LINE('! Another session of repart-tui is at work. Wait for it to end.');
      END IF;
  END alone;
BEGIN
  alone(176958217, 'APP.EVENTS');
  DBMS_APPLICATION_INFO.SET_MODULE('repart-tui preflight', NULL);
END;
/

BEGIN
  IF :failures > 0 THEN
    RAISE_APPLICATION_ERROR(-20001, :failures || ' checks failed, see above. Nothing was dropped.');
  END IF;
END;
/

-- 1. APP.EVENTS
DECLARE
  signature VARCHAR2(32767);
  n         PLS_INTEGER;
BEGIN
  EXECUTE IMMEDIATE :place USING 'APP', 'EVENTS', 'EVENTS_RPN', 'EVENTS_RPO', 'EVENTS_RPNM', 'EVENTS_RPNB', 72045,
      OUT :p1;
  EXECUTE IMMEDIATE :signature USING 'APP', 'EVENTS', OUT signature;
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'EVENTS'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF :p1 IN ('ASSERTED', 'STARTED', 'BACK') AND n = 1 THEN
    RAISE_APPLICATION_ERROR(-20014, 'APP.EVENTS'
        || ' is READ ONLY: run master1.sql or rollback1.sql to its end first.');
  ELSIF :p1 = 'SWAPPED' THEN
    RAISE_APPLICATION_ERROR(-20014, 'APP.EVENTS'
        || ' is swapped, but not yet asserted: run master1.sql or rollback1.sql to its end first.');
  ELSIF :p1 IN ('HALF', 'HALF BACK', 'LOST') THEN
    RAISE_APPLICATION_ERROR(-20014, 'APP.EVENTS'
        || ' is between two renames: run master1.sql or rollback1.sql first.');
  ELSIF :p1 = 'UNKNOWN' THEN
    RAISE_APPLICATION_ERROR(-20014, 'APP.EVENTS'
        || ' is in a state that master1.sql does not leave. Look at it first.');
  ELSIF :p1 = 'ASSERTED' THEN
    IF signature <> q'[RANGE (CREATED_AT), INTERVAL NUMTOYMINTERVAL(1,'MONTH'), 1 partition, P_BEFORE_2026_02]' THEN
      RAISE_APPLICATION_ERROR(-20014, 'The table in service is not partitioned as planned: ' || signature);
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE constraint_type = 'R' AND r_owner = 'APP'
       AND r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                  WHERE owner = 'APP' AND table_name = 'EVENTS_RPO')
       AND NOT (owner = 'APP' AND table_name = 'EVENTS_RPO');
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20014, n || ' foreign keys still point to ' || 'EVENTS_RPO' || '.');
    END IF;
    EXECUTE IMMEDIATE 'DROP TABLE "APP"."EVENTS_RPO" PURGE';
    DBMS_OUTPUT.PUT_LINE('Dropped ' || 'APP.EVENTS_RPO' || '.');
  ELSIF :p1 IN ('STARTED', 'BACK') THEN
    -- What a rollback or a failed run left.
    EXECUTE IMMEDIATE 'DROP TABLE "APP"."EVENTS_RPN" CASCADE CONSTRAINTS PURGE';
    DBMS_OUTPUT.PUT_LINE('Dropped ' || 'APP.EVENTS_RPN' || '.');
  ELSE
    DBMS_OUTPUT.PUT_LINE('Nothing is left of ' || 'APP.EVENTS' || '.');
  END IF;
END;
/

-- The records of these tables go last, and the state table with them unless it holds those of other runs.
DECLARE
  n PLS_INTEGER;
BEGIN
  SELECT COUNT(*) INTO n FROM user_tables WHERE table_name = 'REPART_STATE';
  IF n = 1 THEN
    EXECUTE IMMEDIATE 'DELETE FROM REPART_STATE WHERE owner = :o AND table_name = :t'
      USING 'APP', 'EVENTS';
    COMMIT;
    EXECUTE IMMEDIATE 'SELECT COUNT(*) FROM REPART_STATE' INTO n;
    IF n = 0 THEN
      EXECUTE IMMEDIATE 'DROP TABLE REPART_STATE PURGE';
    END IF;
  END IF;
END;
/
PROMPT Nothing is left behind.
SPOOL OFF
EXIT SUCCESS
