-- =====================================================================================================================
-- rollback1.sql, written by repart-tui 0.1.0: back to the tables as they were before master1.sql.

-- Rows written since a swap exist in the new table only. Where there are any, this script stops and leaves the new
-- table in service, unless you set lose_newer_rows to YES below. A new table that was taken out of service is kept
-- READ ONLY until cleanup1.sql drops it.
-- Columns, indexes, grants, triggers and the like that came to the new table since, or changed, exist there only too:
-- where there are any, this script stops unless you set lose_newer_definitions to YES below.
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
VARIABLE facts CLOB
VARIABLE place CLOB
VARIABLE in_turns CLOB
VARIABLE name_blocker CLOB
VARIABLE recompile CLOB
VARIABLE failures NUMBER
VARIABLE unfinished NUMBER
VARIABLE t1 CLOB
VARIABLE p1 VARCHAR2(20)
VARIABLE proof1 VARCHAR2(20)
VARIABLE t2 CLOB
VARIABLE p2 VARCHAR2(20)
VARIABLE proof2 VARCHAR2(20)

BEGIN
  :failures := 0;
  :unfinished := 0;
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

BEGIN
  IF :failures > 0 THEN
    RAISE_APPLICATION_ERROR(-20001, 'Checks that failed: ' || :failures || ', see above. Nothing was changed.');
  END IF;
END;
/

-- =====================================================================================================================
-- 2. APP.DELIVERY_ITEMS: the original, kept as DELIVERY_ITEMS_RPO, takes its name again
-- =====================================================================================================================
PROMPT
PROMPT Back: APP.DELIVERY_ITEMS
DECLARE
  w           CLOB;
  expected    CLOB;
  differences PLS_INTEGER;
  n           PLS_INTEGER;

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;
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
  EXECUTE IMMEDIATE :place USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO',
      'DELIVERY_ITEMS_RPNM', 'DELIVERY_ITEMS_RPNB', 72060, OUT :p2;
  IF :p2 IN ('HALF', 'HALF BACK', 'LOST') THEN
    -- Killed between two renames: the original takes its name again.
    IF :p2 = 'HALF BACK' THEN
      SELECT COUNT(*) INTO n
        FROM dba_constraints
       WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND constraint_name = 'DELIVERY_ITEMS_RPNM';
      IF n = 1 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" DROP CONSTRAINT "DELIVERY_ITEMS_RPNM"';
      END IF;
    END IF;
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
    :p2 := CASE :p2 WHEN 'HALF BACK' THEN 'BACK' ELSE 'STARTED' END;
  ELSIF :p2 IN ('OTHER', 'UNKNOWN') THEN
    RAISE_APPLICATION_ERROR(-20010, 'The original is gone or other objects bear the names, so there is no way back.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p2);
  -- Where a run was killed, some of the family bear other names.
  expected := :t2;
  expected := expected || 'alias APP.DELIVERIES_RPN => APP.DELIVERIES' || CHR(10);
  expected := expected || 'alias APP.DELIVERIES_RPO => APP.DELIVERIES' || CHR(10);
  IF :p2 IN ('SWAPPED', 'ASSERTED') THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'KEYS', expected, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20011,
           'Foreign keys of other tables to the table in service came, went or changed, see above, '
        || 'and the way back drops or makes them.'
        || ' No switch helps: make them as they were, then run this again. Nothing was changed.');
    END IF;
  END IF;
  IF :p2 = 'ASSERTED' THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', expected, OUT differences;
    IF differences > 0 AND NVL(:lose_newer_definitions, 'NO') <> 'YES' THEN
      RAISE_APPLICATION_ERROR(-20011,
        'The table in service is not defined as the original: what is extra above would be lost, what is missing would come'
        || ' back. Set lose_newer_definitions to YES at the top of this script to accept it. Nothing was changed.');
    END IF;
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    -- No name went back, so what was closed for now opens.
    BEGIN
      SELECT COUNT(*) INTO n
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
           OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
      IF n = 2 THEN
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
      END IF;
    EXCEPTION
      WHEN OTHERS THEN
        DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' is the new table and stays READ ONLY: ' || SQLERRM);
        DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
    END;
    RAISE;
END;
/

-- =====================================================================================================================
-- 1. APP.DELIVERIES: the original, kept as DELIVERIES_RPO, takes its name again
-- =====================================================================================================================
PROMPT
PROMPT Back: APP.DELIVERIES
DECLARE
  w           CLOB;
  expected    CLOB;
  differences PLS_INTEGER;
  n           PLS_INTEGER;

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;
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
  EXECUTE IMMEDIATE :place USING 'APP', 'DELIVERIES', 'DELIVERIES_RPN', 'DELIVERIES_RPO', 'DELIVERIES_RPNM',
      'DELIVERIES_RPNB', 72059, OUT :p1;
  IF :p1 IN ('HALF', 'HALF BACK', 'LOST') THEN
    -- Killed between two renames: the original takes its name again.
    IF :p1 = 'HALF BACK' THEN
      SELECT COUNT(*) INTO n
        FROM dba_constraints
       WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN' AND constraint_name = 'DELIVERIES_RPNM';
      IF n = 1 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" DROP CONSTRAINT "DELIVERIES_RPNM"';
      END IF;
    END IF;
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
    :p1 := CASE :p1 WHEN 'HALF BACK' THEN 'BACK' ELSE 'STARTED' END;
  ELSIF :p1 IN ('OTHER', 'UNKNOWN') THEN
    RAISE_APPLICATION_ERROR(-20010, 'The original is gone or other objects bear the names, so there is no way back.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p1);
  -- Where a run was killed, some of the family bear other names.
  expected := :t1;
  expected := expected || 'alias APP.DELIVERY_ITEMS_RPN => APP.DELIVERY_ITEMS' || CHR(10);
  expected := expected || 'alias DELIVERY_ITEMS_FK_RPN => DELIVERY_ITEMS_FK' || CHR(10);
  expected := expected || 'alias APP.DELIVERY_ITEMS_RPO => APP.DELIVERY_ITEMS' || CHR(10);
  IF :p1 IN ('SWAPPED', 'ASSERTED') THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'KEYS', expected, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20011,
           'Foreign keys of other tables to the table in service came, went or changed, see above, '
        || 'and the way back drops or makes them.'
        || ' No switch helps: make them as they were, then run this again. Nothing was changed.');
    END IF;
  END IF;
  IF :p1 = 'ASSERTED' THEN
    EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', expected, OUT differences;
    IF differences > 0 AND NVL(:lose_newer_definitions, 'NO') <> 'YES' THEN
      RAISE_APPLICATION_ERROR(-20011,
        'The table in service is not defined as the original: what is extra above would be lost, what is missing would come'
        || ' back. Set lose_newer_definitions to YES at the top of this script to accept it. Nothing was changed.');
    END IF;
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    -- No name went back, so what was closed for now opens.
    BEGIN
      SELECT COUNT(*) INTO n
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
           OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
      IF n = 2 THEN
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
      END IF;
    EXCEPTION
      WHEN OTHERS THEN
        DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' is the new table and stays READ ONLY: ' || SQLERRM);
        DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
    END;
    RAISE;
END;
/

-- APP.DELIVERIES, APP.DELIVERY_ITEMS: one family by reference. All rows are looked at before any name goes back, and
--   no table
-- is opened before all names are back.
PROMPT
PROMPT Back together: APP.DELIVERIES, APP.DELIVERY_ITEMS
-- APP.DELIVERY_ITEMS: are there newer rows? Both tables at rest, every column and whole rows by their hashes.
DECLARE
  differences PLS_INTEGER := 0;
  live_id     NUMBER;
  n           PLS_INTEGER;

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
        || ' FROM "APP"."DELIVERY_ITEMS_RPO" t'
      INTO new_values;
    -- The first value is the number of rows.
    rows_read := TO_NUMBER(field(old_values, 1));
    IF old_values = new_values THEN
      RETURN;
    END IF;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      IF NVL(field(old_values, i), '-') <> NVL(field(new_values, i), '-') THEN
        differences := differences + 1;
        DBMS_OUTPUT.PUT_LINE('! ' || field(p_what, i) || ': ' || field(old_values, i) || ' in '
            || 'the table in service' || ', '
                             || field(new_values, i) || ' in ' || 'the kept original');
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
  IF :p2 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 0 THEN
    -- Should this run be killed, the mark tells the next one to open the table again.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO' AND constraint_name = 'DELIVERY_ITEMS_RPNC';
    IF n = 0 THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" ADD CONSTRAINT "DELIVERY_ITEMS_RPNC" CHECK (1 = '
        || '1) DISABLE';
    END IF;
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" READ ONLY';
  END IF;
  SELECT MAX(object_id) INTO live_id
    FROM dba_objects
   WHERE owner = 'APP' AND object_name = 'DELIVERY_ITEMS' AND object_type = 'TABLE';
  -- A transaction that wrote to the table before it was closed must end before its rows are read, on any instance.
  FOR l IN (SELECT DISTINCT inst_id, xidusn, xidslot, xidsqn
              FROM gv$locked_object
             WHERE object_id = live_id AND xidusn > 0
               AND NOT (session_id = SYS_CONTEXT('USERENV', 'SID')
                        AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))) LOOP
    FOR second IN 1 .. 300 LOOP
      SELECT COUNT(*) INTO n
        FROM gv$locked_object
       WHERE object_id = live_id AND inst_id = l.inst_id
         AND xidusn = l.xidusn AND xidslot = l.xidslot AND xidsqn = l.xidsqn;
      EXIT WHEN n = 0;
      EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(1); END;';
    END LOOP;
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20004,
          'A transaction of another session does not end. Let it end and run this again.');
    END IF;
  END LOOP;
  SELECT COUNT(*) INTO n
    FROM (SELECT column_name, data_type FROM dba_tab_cols
           WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPO' AND user_generated = 'YES'
          MINUS
          SELECT column_name, data_type FROM dba_tab_cols
           WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS');
  IF n > 0 THEN
    differences := n;
    DBMS_OUTPUT.PUT_LINE('! Columns that it lost, or has in another type: ' || n
        || '. So its rows cannot be compared.');
  ELSE
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
  END IF;
  IF differences > 0 AND NVL(:lose_newer_rows, 'NO') <> 'YES' THEN
    RAISE_APPLICATION_ERROR(-20011,
      'The table in service holds other rows than the original, see above. Going back would lose them. '
      || 'Set lose_newer_rows to YES at the top of this script to accept it.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    -- No name went back, so what was closed for now opens.
    BEGIN
      SELECT COUNT(*) INTO n
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
           OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
      IF n = 2 THEN
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
      END IF;
    EXCEPTION
      WHEN OTHERS THEN
        DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' is the new table and stays READ ONLY: ' || SQLERRM);
        DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
    END;
    RAISE;
END;
/

-- APP.DELIVERIES: are there newer rows? Both tables at rest, every column and whole rows by their hashes.
DECLARE
  differences PLS_INTEGER := 0;
  live_id     NUMBER;
  n           PLS_INTEGER;

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
        || ' FROM "APP"."DELIVERIES_RPO" t'
      INTO new_values;
    -- The first value is the number of rows.
    rows_read := TO_NUMBER(field(old_values, 1));
    IF old_values = new_values THEN
      RETURN;
    END IF;
    FOR i IN 1 .. REGEXP_COUNT(p_what, ',') + 1 LOOP
      IF NVL(field(old_values, i), '-') <> NVL(field(new_values, i), '-') THEN
        differences := differences + 1;
        DBMS_OUTPUT.PUT_LINE('! ' || field(p_what, i) || ': ' || field(old_values, i) || ' in '
            || 'the table in service' || ', '
                             || field(new_values, i) || ' in ' || 'the kept original');
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
  IF :p1 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 0 THEN
    -- Should this run be killed, the mark tells the next one to open the table again.
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO' AND constraint_name = 'DELIVERIES_RPNC';
    IF n = 0 THEN
      EXECUTE IMMEDIATE
           'ALTER TABLE "APP"."DELIVERIES_RPO" ADD CONSTRAINT "DELIVERIES_RPNC" CHECK (1 = 1) '
        || 'DISABLE';
    END IF;
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" READ ONLY';
  END IF;
  SELECT MAX(object_id) INTO live_id
    FROM dba_objects
   WHERE owner = 'APP' AND object_name = 'DELIVERIES' AND object_type = 'TABLE';
  -- A transaction that wrote to the table before it was closed must end before its rows are read, on any instance.
  FOR l IN (SELECT DISTINCT inst_id, xidusn, xidslot, xidsqn
              FROM gv$locked_object
             WHERE object_id = live_id AND xidusn > 0
               AND NOT (session_id = SYS_CONTEXT('USERENV', 'SID')
                        AND inst_id = SYS_CONTEXT('USERENV', 'INSTANCE'))) LOOP
    FOR second IN 1 .. 300 LOOP
      SELECT COUNT(*) INTO n
        FROM gv$locked_object
       WHERE object_id = live_id AND inst_id = l.inst_id
         AND xidusn = l.xidusn AND xidslot = l.xidslot AND xidsqn = l.xidsqn;
      EXIT WHEN n = 0;
      EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(1); END;';
    END LOOP;
    IF n > 0 THEN
      RAISE_APPLICATION_ERROR(-20004,
          'A transaction of another session does not end. Let it end and run this again.');
    END IF;
  END LOOP;
  SELECT COUNT(*) INTO n
    FROM (SELECT column_name, data_type FROM dba_tab_cols
           WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPO' AND user_generated = 'YES'
          MINUS
          SELECT column_name, data_type FROM dba_tab_cols
           WHERE owner = 'APP' AND table_name = 'DELIVERIES');
  IF n > 0 THEN
    differences := n;
    DBMS_OUTPUT.PUT_LINE('! Columns that it lost, or has in another type: ' || n
        || '. So its rows cannot be compared.');
  ELSE
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
  END IF;
  IF differences > 0 AND NVL(:lose_newer_rows, 'NO') <> 'YES' THEN
    RAISE_APPLICATION_ERROR(-20011,
      'The table in service holds other rows than the original, see above. Going back would lose them. '
      || 'Set lose_newer_rows to YES at the top of this script to accept it.');
  END IF;
EXCEPTION
  WHEN OTHERS THEN
    -- No name went back, so what was closed for now opens.
    BEGIN
      SELECT COUNT(*) INTO n
        FROM dba_objects
       WHERE object_type = 'TABLE'
         AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
           OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
      IF n = 2 THEN
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
      END IF;
    EXCEPTION
      WHEN OTHERS THEN
        DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' is the new table and stays READ ONLY: ' || SQLERRM);
        DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
    END;
    RAISE;
END;
/

-- Swap the names back. The disabled constraint DELIVERY_ITEMS_RPNB says that a rollback was here: master1.sql leaves
-- that table alone then, for it may hold newer rows.
DECLARE
  n       PLS_INTEGER;
  renamed BOOLEAN := FALSE;
  failure VARCHAR2(4000);
BEGIN
  IF :p2 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND constraint_name = 'DELIVERY_ITEMS_RPNB';
  IF n = 0 THEN
    EXECUTE IMMEDIATE :in_turns USING
         'ALTER TABLE "APP"."DELIVERY_ITEMS" ADD CONSTRAINT "DELIVERY_ITEMS_RPNB" CHECK (1 = 1) '
      || 'DISABLE';
  END IF;
  -- As in the swap. While no table bears the name, the other mark says that the way back is asserted, so the first
  --   goes.
  FOR attempt IN 1 .. 30 LOOP
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" RENAME TO "DELIVERY_ITEMS_RPN"';
    -- No table bears the name now. Forward or back, whichever gets its lock first, for as long as that takes.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        IF failure IS NULL THEN
          IF :p2 = 'SWAPPED' THEN
            SELECT COUNT(*) INTO n
              FROM dba_constraints
             WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND constraint_name = 'DELIVERY_ITEMS_RPNM';
            IF n = 1 THEN
              EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" DROP CONSTRAINT "DELIVERY_ITEMS_RPNM"';
            END IF;
          END IF;
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPO" RENAME TO "DELIVERY_ITEMS"';
          renamed := TRUE;
          EXIT;
        END IF;
      EXCEPTION
        WHEN OTHERS THEN
          failure := CASE WHEN SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN SQLERRM END;
      END;
      BEGIN
        IF :p2 = 'SWAPPED' THEN
          SELECT COUNT(*) INTO n
            FROM dba_constraints
           WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND constraint_name = 'DELIVERY_ITEMS_RPNM';
          IF n = 0 THEN
            EXECUTE IMMEDIATE
                 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" ADD CONSTRAINT "DELIVERY_ITEMS_RPNM" CHECK (1 = '
              || '1) DISABLE';
          END IF;
        END IF;
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" RENAME TO "DELIVERY_ITEMS"';
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
  :p2 := 'BACK';
EXCEPTION
  WHEN OTHERS THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables
     WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS';
    IF n = 0 THEN
      DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' bears no name now: run rollback1.sql again at once.');
      RAISE;
    ELSIF :p1 = 'BACK' THEN
      DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
          || ' some originals bear their names'
        || ' again and some do not, so none is opened: run rollback1.sql again.');
    ELSIF :p2 = 'ASSERTED' THEN
      -- It bears its name and was in service: it opens again.
      BEGIN
        SELECT COUNT(*) INTO n
          FROM dba_objects
         WHERE object_type = 'TABLE'
           AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
             OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
        IF n = 2 THEN
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
        END IF;
        SELECT COUNT(*) INTO n
          FROM dba_constraints
         WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS' AND constraint_name = 'DELIVERY_ITEMS_RPNB';
        IF n = 1 THEN
          EXECUTE IMMEDIATE :in_turns
              USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" DROP CONSTRAINT "DELIVERY_ITEMS_RPNB"';
        END IF;
        DBMS_OUTPUT.PUT_LINE('The new table stays in service. Run rollback1.sql again to go back.');
      EXCEPTION
        WHEN OTHERS THEN
          DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS' || ' is the new table and stays READ ONLY: ' || SQLERRM);
          DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
      END;
ELSE
      DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERY_ITEMS'
          || ' is still the new table and stays READ ONLY, for not all of it'
        || ' is asserted. Run rollback1.sql again to go back, or master1.sql to go forward.');
    END IF;
    RAISE;
END;
/

-- Swap the names back. The disabled constraint DELIVERIES_RPNB says that a rollback was here: master1.sql leaves
-- that table alone then, for it may hold newer rows.
DECLARE
  n       PLS_INTEGER;
  renamed BOOLEAN := FALSE;
  failure VARCHAR2(4000);
BEGIN
  IF :p1 NOT IN ('SWAPPED', 'ASSERTED') THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND constraint_name = 'DELIVERIES_RPNB';
  IF n = 0 THEN
    EXECUTE IMMEDIATE :in_turns
        USING 'ALTER TABLE "APP"."DELIVERIES" ADD CONSTRAINT "DELIVERIES_RPNB" CHECK (1 = 1) DISABLE';
  END IF;
  -- As in the swap. While no table bears the name, the other mark says that the way back is asserted, so the first
  --   goes.
  FOR attempt IN 1 .. 30 LOOP
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" RENAME TO "DELIVERIES_RPN"';
    -- No table bears the name now. Forward or back, whichever gets its lock first, for as long as that takes.
    EXECUTE IMMEDIATE 'ALTER SESSION SET DDL_LOCK_TIMEOUT = 2';
    LOOP
      BEGIN
        IF failure IS NULL THEN
          IF :p1 = 'SWAPPED' THEN
            SELECT COUNT(*) INTO n
              FROM dba_constraints
             WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN' AND constraint_name = 'DELIVERIES_RPNM';
            IF n = 1 THEN
              EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" DROP CONSTRAINT "DELIVERIES_RPNM"';
            END IF;
          END IF;
          EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPO" RENAME TO "DELIVERIES"';
          renamed := TRUE;
          EXIT;
        END IF;
      EXCEPTION
        WHEN OTHERS THEN
          failure := CASE WHEN SQLCODE NOT IN (-54, -60, -4020, -4021, -14411) THEN SQLERRM END;
      END;
      BEGIN
        IF :p1 = 'SWAPPED' THEN
          SELECT COUNT(*) INTO n
            FROM dba_constraints
           WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN' AND constraint_name = 'DELIVERIES_RPNM';
          IF n = 0 THEN
            EXECUTE IMMEDIATE
                 'ALTER TABLE "APP"."DELIVERIES_RPN" ADD CONSTRAINT "DELIVERIES_RPNM" CHECK (1 = 1) '
              || 'DISABLE';
          END IF;
        END IF;
        EXECUTE IMMEDIATE 'ALTER TABLE "APP"."DELIVERIES_RPN" RENAME TO "DELIVERIES"';
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
  :p1 := 'BACK';
EXCEPTION
  WHEN OTHERS THEN
    SELECT COUNT(*) INTO n
      FROM dba_tables
     WHERE owner = 'APP' AND table_name = 'DELIVERIES';
    IF n = 0 THEN
      DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' bears no name now: run rollback1.sql again at once.');
      RAISE;
    ELSIF :p2 = 'BACK' THEN
      DBMS_OUTPUT.PUT_LINE('! Of the family ' || 'APP.DELIVERIES, APP.DELIVERY_ITEMS'
          || ' some originals bear their names'
        || ' again and some do not, so none is opened: run rollback1.sql again.');
    ELSIF :p1 = 'ASSERTED' THEN
      -- It bears its name and was in service: it opens again.
      BEGIN
        SELECT COUNT(*) INTO n
          FROM dba_objects
         WHERE object_type = 'TABLE'
           AND (owner = 'APP' AND object_name = 'DELIVERIES_RPO'
             OR owner = 'APP' AND object_name = 'DELIVERY_ITEMS_RPO');
        IF n = 2 THEN
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
        END IF;
        SELECT COUNT(*) INTO n
          FROM dba_constraints
         WHERE owner = 'APP' AND table_name = 'DELIVERIES' AND constraint_name = 'DELIVERIES_RPNB';
        IF n = 1 THEN
          EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" DROP CONSTRAINT "DELIVERIES_RPNB"';
        END IF;
        DBMS_OUTPUT.PUT_LINE('The new table stays in service. Run rollback1.sql again to go back.');
      EXCEPTION
        WHEN OTHERS THEN
          DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES' || ' is the new table and stays READ ONLY: ' || SQLERRM);
          DBMS_OUTPUT.PUT_LINE('  Run rollback1.sql again, or master1.sql, which opens it.');
      END;
ELSE
      DBMS_OUTPUT.PUT_LINE('! ' || 'APP.DELIVERIES'
          || ' is still the new table and stays READ ONLY, for not all of it'
        || ' is asserted. Run rollback1.sql again to go back, or master1.sql to go forward.');
    END IF;
    RAISE;
END;
/

-- Names, foreign keys, logging and triggers as they were. Each statement looks first whether it is needed.
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
  FUNCTION points_to(p_owner VARCHAR2, p_table VARCHAR2, p_constraint VARCHAR2) RETURN VARCHAR2 IS
    target VARCHAR2(128);
  BEGIN
    SELECT MAX(r.table_name) INTO target
      FROM dba_constraints c
      JOIN dba_constraints r ON r.owner = c.r_owner AND r.constraint_name = c.r_constraint_name
     WHERE c.owner = p_owner AND c.table_name = p_table AND c.constraint_name = p_constraint
       AND c.constraint_type = 'R' AND r.owner = 'APP';
    RETURN target;
  END points_to;
BEGIN
  IF :p2 NOT IN ('BACK', 'STARTED') THEN
    RETURN;
  END IF;
  rename_index('APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_PK', 'DELIVERY_ITEMS_PK_RPN');
  rename_index('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_PK_RPO', 'DELIVERY_ITEMS_PK');
  rename_constraint('APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_FK', 'DELIVERY_ITEMS_FK_RPN');
  rename_constraint('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_FK_RPO', 'DELIVERY_ITEMS_FK');
  rename_constraint('APP', 'DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_PK', 'DELIVERY_ITEMS_PK_RPN');
  rename_constraint('APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS_PK_RPO', 'DELIVERY_ITEMS_PK');
  -- Nobody points to the copy now, and the copy to nobody.
  FOR c IN (SELECT c.owner, c.table_name, c.constraint_name, c.status, c.validated
              FROM dba_constraints c
             WHERE c.constraint_type = 'R' AND c.r_owner = 'APP'
               AND c.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN')
               -- Its foreign keys go with it; the one that carries a partitioning cannot be dropped (ORA-14650).
               AND NOT (c.owner = 'APP' AND c.table_name IN ('DELIVERIES_RPN', 'DELIVERIES_RPO'))
               AND NOT (c.owner = 'APP' AND c.table_name = 'DELIVERY_ITEMS_RPN')) LOOP
    SELECT COUNT(*) INTO n
      FROM dba_constraints t
     WHERE t.owner = c.owner AND t.table_name = c.table_name AND t.constraint_type = 'R'
       AND t.r_owner = 'APP'
       AND t.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                    WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS')
       AND NOT EXISTS (SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = c.constraint_name
                       MINUS
                       SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = t.constraint_name);
    IF n = 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Foreign key ' || c.owner || '.' || c.constraint_name
        || ' came in the meantime and points to the new table. Point it to the original, then run this again.');
    END IF;
    drop_constraint(c.owner, c.table_name, c.constraint_name);
  END LOOP;
  FOR c IN (SELECT constraint_name
              FROM dba_constraints c
             WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS_RPN' AND constraint_type = 'R'
               -- But for the one that carries its partitioning (ORA-14650): it goes with the new parent.
               AND NOT EXISTS (SELECT 1 FROM dba_part_tables p
                                WHERE p.owner = c.owner AND p.table_name = c.table_name
                                  AND p.ref_ptn_constraint_name = c.constraint_name)) LOOP
    drop_constraint('APP', 'DELIVERY_ITEMS_RPN', c.constraint_name);
  END LOOP;
  -- Left by a run that was killed before it opened the new table.
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'DELIVERY_ITEMS' AND constraint_name = 'DELIVERY_ITEMS_RPNC';
  IF n = 1 THEN
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" DROP CONSTRAINT "DELIVERY_ITEMS_RPNC"';
  END IF;
END;
/

-- Names, foreign keys, logging and triggers as they were. Each statement looks first whether it is needed.
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
  FUNCTION points_to(p_owner VARCHAR2, p_table VARCHAR2, p_constraint VARCHAR2) RETURN VARCHAR2 IS
    target VARCHAR2(128);
  BEGIN
    SELECT MAX(r.table_name) INTO target
      FROM dba_constraints c
      JOIN dba_constraints r ON r.owner = c.r_owner AND r.constraint_name = c.r_constraint_name
     WHERE c.owner = p_owner AND c.table_name = p_table AND c.constraint_name = p_constraint
       AND c.constraint_type = 'R' AND r.owner = 'APP';
    RETURN target;
  END points_to;
BEGIN
  IF :p1 NOT IN ('BACK', 'STARTED') THEN
    RETURN;
  END IF;
  rename_index('APP', 'DELIVERIES_RPN', 'DELIVERIES_CARRIER_PX', 'DELIVERIES_CARRIER_PX_RPN');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_CARRIER_PX_RPO', 'DELIVERIES_CARRIER_PX');
  rename_index('APP', 'DELIVERIES_RPN', 'DELIVERIES_PK', 'DELIVERIES_PK_RPN');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_PK_RPO', 'DELIVERIES_PK');
  rename_index('APP', 'DELIVERIES_RPN', 'DELIVERIES_WEIGHT_GX', 'DELIVERIES_WEIGHT_GX_RPN');
  rename_index('APP', 'DELIVERIES', 'DELIVERIES_WEIGHT_GX_RPO', 'DELIVERIES_WEIGHT_GX');
  rename_constraint('APP', 'DELIVERIES_RPN', 'DELIVERIES_PK', 'DELIVERIES_PK_RPN');
  rename_constraint('APP', 'DELIVERIES', 'DELIVERIES_PK_RPO', 'DELIVERIES_PK');
  -- Nobody points to the copy now, and the copy to nobody.
  FOR c IN (SELECT c.owner, c.table_name, c.constraint_name, c.status, c.validated
              FROM dba_constraints c
             WHERE c.constraint_type = 'R' AND c.r_owner = 'APP'
               AND c.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                            WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN')
               -- Its foreign keys go with it; the one that carries a partitioning cannot be dropped (ORA-14650).
               AND NOT (c.owner = 'APP' AND c.table_name IN ('DELIVERY_ITEMS_RPN', 'DELIVERY_ITEMS_RPO'))
               AND NOT (c.owner = 'APP' AND c.table_name = 'DELIVERIES_RPN')) LOOP
    SELECT COUNT(*) INTO n
      FROM dba_constraints t
     WHERE t.owner = c.owner AND t.table_name = c.table_name AND t.constraint_type = 'R'
       AND t.r_owner = 'APP'
       AND t.r_constraint_name IN (SELECT constraint_name FROM dba_constraints
                                    WHERE owner = 'APP' AND table_name = 'DELIVERIES')
       AND NOT EXISTS (SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = c.constraint_name
                       MINUS
                       SELECT column_name, position FROM dba_cons_columns
                        WHERE owner = c.owner AND constraint_name = t.constraint_name);
    IF n = 0 THEN
      RAISE_APPLICATION_ERROR(-20006, 'Foreign key ' || c.owner || '.' || c.constraint_name
        || ' came in the meantime and points to the new table. Point it to the original, then run this again.');
    END IF;
    drop_constraint(c.owner, c.table_name, c.constraint_name);
  END LOOP;
  FOR c IN (SELECT constraint_name
              FROM dba_constraints
             WHERE owner = 'APP' AND table_name = 'DELIVERIES_RPN' AND constraint_type = 'R') LOOP
    drop_constraint('APP', 'DELIVERIES_RPN', c.constraint_name);
  END LOOP;
  -- Left by a run that was killed before it opened the new table.
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'APP' AND table_name = 'DELIVERIES' AND constraint_name = 'DELIVERIES_RPNC';
  IF n = 1 THEN
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" DROP CONSTRAINT "DELIVERIES_RPNC"';
  END IF;
END;
/

DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  IF :p2 NOT IN ('BACK', 'STARTED') THEN
    DBMS_OUTPUT.PUT_LINE('Nothing to do.');
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERY_ITEMS', 'DELIVERY_ITEMS', 'TABLE', :t2, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20013, 'Differences to what the table owned before: ' || differences || ', see above.');
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERY_ITEMS'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 1 THEN
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERY_ITEMS" READ WRITE';
  END IF;
  DBMS_OUTPUT.PUT_LINE('The original is back in service.');
  EXECUTE IMMEDIATE :recompile
    USING 'APP', 'DELIVERY_ITEMS', CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF :p2 = 'BACK' THEN
    -- Later runs leave the table alone, while its parents and children are on their way.
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."DELIVERY_ITEMS_RPN" ADD CONSTRAINT "DELIVERY_ITEMS_RPNM" CHECK (1 = '
      || '1) DISABLE';
  END IF;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is back.');
  END IF;
END;
/

DECLARE
  differences PLS_INTEGER;
  n           PLS_INTEGER;
BEGIN
  IF :p1 NOT IN ('BACK', 'STARTED') THEN
    DBMS_OUTPUT.PUT_LINE('Nothing to do.');
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :facts USING 'APP', 'DELIVERIES', 'DELIVERIES', 'TABLE', :t1, OUT differences;
  IF differences > 0 THEN
    RAISE_APPLICATION_ERROR(-20013, 'Differences to what the table owned before: ' || differences || ', see above.');
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_tables t
    LEFT JOIN dba_part_tables p ON p.owner = t.owner AND p.table_name = t.table_name
   WHERE t.owner = 'APP' AND t.table_name = 'DELIVERIES'
     AND (t.read_only = 'YES' OR p.def_read_only = 'YES');
  IF n = 1 THEN
    EXECUTE IMMEDIATE :in_turns USING 'ALTER TABLE "APP"."DELIVERIES" READ WRITE';
  END IF;
  DBMS_OUTPUT.PUT_LINE('The original is back in service.');
  EXECUTE IMMEDIATE :recompile
    USING 'APP', 'DELIVERIES', CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF :p1 = 'BACK' THEN
    -- Later runs leave the table alone, while its parents and children are on their way.
    EXECUTE IMMEDIATE
         'ALTER TABLE "APP"."DELIVERIES_RPN" ADD CONSTRAINT "DELIVERIES_RPNM" CHECK (1 = 1) '
      || 'DISABLE';
  END IF;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, 'Objects that name the table and do not compile: ' || n
        || ', see above. The table itself is back.');
  END IF;
END;
/

BEGIN
  IF :unfinished > 0 THEN
    RAISE_APPLICATION_ERROR(-20012, 'Tables that could not be brought back: ' || :unfinished || ', see above.');
  END IF;
END;
/
PROMPT
PROMPT All tables are as they were. What is left of the new ones goes by cleanup1.sql.
SPOOL OFF
EXIT SUCCESS
