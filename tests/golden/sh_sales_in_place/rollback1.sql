-- =====================================================================================================================
-- rollback1.sql, written by repart-tui 0.1.0: back to the tables as they were before master1.sql.

-- A table that was changed in place is changed back; partitions that Oracle made meanwhile stay, as its other ones.
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
SPOOL rollback1.log APPEND
VARIABLE lose_newer_rows VARCHAR2(3)
VARIABLE lose_newer_definitions VARCHAR2(3)
BEGIN
  :lose_newer_rows := 'NO';
  :lose_newer_definitions := 'NO';
END;
/

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
VARIABLE in_turns CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
VARIABLE p1 VARCHAR2(20)

BEGIN
  :failures := 0;
  :unfinished := 0;
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

BEGIN
  IF :failures > 0 THEN
    RAISE_APPLICATION_ERROR(-20001, 'Checks that failed: ' || :failures || ', see above. Nothing was changed.');
  END IF;
END;
/

-- 1. SH.SALES was changed in place.
DECLARE
  is_now VARCHAR2(4000);
  n      PLS_INTEGER;

  -- What a change in place changes: the interval, and whether a list is automatic.
  FUNCTION kind RETURN VARCHAR2 IS
    found VARCHAR2(4000);
  BEGIN
    FOR t IN (SELECT interval, autolist
                FROM dba_part_tables
               WHERE owner = 'SH' AND table_name = 'SALES') LOOP
      found := UPPER(REPLACE(NVL(t.interval, '-'), ' ')) || '/' || NVL(t.autolist, 'NO');
    END LOOP;
    RETURN NVL(found, 'not partitioned');
  END kind;
BEGIN
  -- A change in place keeps OBJECT_ID.
  SELECT COUNT(*) INTO n
    FROM dba_objects
   WHERE owner = 'SH' AND object_name = 'SALES' AND object_type = 'TABLE'
     AND object_id = 72028;
  IF n = 0 THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || 'SH.SALES'
        || ' is another table than the one that was changed, so it is left alone.');
    RETURN;
  END IF;
  is_now := kind;
  IF is_now NOT IN ('-/NO', q'[NUMTOYMINTERVAL(3,'MONTH')/NO]') THEN
    :unfinished := :unfinished + 1;
    DBMS_OUTPUT.PUT_LINE('! ' || 'SH.SALES' || ' is neither as it was nor as planned, so it is left alone: '
        || is_now);
    RETURN;
  END IF;
  IF is_now = q'[NUMTOYMINTERVAL(3,'MONTH')/NO]' THEN
    BEGIN
      EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "SH"."SALES" SET INTERVAL ()';
    EXCEPTION
      WHEN OTHERS THEN
        IF SQLCODE = -54 THEN
          DBMS_OUTPUT.PUT_LINE('! Transactions on the table did not end. Let them end and run this again.');
        END IF;
        RAISE;
    END;
    IF kind <> '-/NO' THEN
      RAISE_APPLICATION_ERROR(-20013, 'SH.SALES' || ' is not as it was: ' || kind);
    END IF;
    DBMS_OUTPUT.PUT_LINE('Partitions that were made since stay.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('SH.SALES' || ' is as it was.');
END;
/

BEGIN
  IF :unfinished > 0 THEN
    RAISE_APPLICATION_ERROR(-20012, 'Tables that could not be brought back: ' || :unfinished || ', see above.');
  END IF;
END;
/
PROMPT
PROMPT All tables are as they were.
SPOOL OFF
EXIT SUCCESS
