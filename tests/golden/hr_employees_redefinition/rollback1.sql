-- =====================================================================================================================
-- rollback1.sql, written by repart-tui 0.1.0: back to the tables as they were before master1.sql.

-- Columns, indexes, grants, triggers and the like that came to the new table since, or changed, exist there only too:
-- where there are any, this script stops unless you set lose_newer_definitions to YES below.
-- A redefined table keeps the rows that were written since: Oracle brings them over under a short lock, users go on.
-- What TRUNCATE, DROP or EXCHANGE of a partition did since is not among them: go back before you do that.
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
VARIABLE signature CLOB
VARIABLE facts CLOB
VARIABLE in_turns CLOB
VARIABLE redefinition_place CLOB
VARIABLE recompile CLOB
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
  FOR r IN (SELECT object_name, interim_object_name
              FROM dba_redefinition_objects
             WHERE base_table_owner = p_owner AND base_table_name = p_final AND object_type <> 'TABLE'
               AND interim_object_name IS NOT NULL AND p_mode = 'INTERIM') LOOP
    alias(r.interim_object_name) := r.object_name;
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
    RAISE_APPLICATION_ERROR(-20001, 'Checks that failed: ' || :failures || ', see above. Nothing was changed.');
  END IF;
END;
/

-- =====================================================================================================================
-- 1. HR.EMPLOYEES: back to the table as it was, with the rows that were written since
-- =====================================================================================================================
PROMPT
PROMPT Back: HR.EMPLOYEES
DECLARE
  w           CLOB;
  differences PLS_INTEGER;
  signature   VARCHAR2(32767);

  PROCEDURE add(p_line VARCHAR2) IS
  BEGIN
    w := w || p_line || CHR(10);
  END add;
BEGIN
  add('alias EMP_DEPARTMENT_IX_RPN => EMP_DEPARTMENT_IX');
  add('alias EMP_EMAIL_UK_RPN => EMP_EMAIL_UK');
  add('alias EMP_EMP_ID_PK_RPN => EMP_EMP_ID_PK');
  add('alias EMP_JOB_IX_RPN => EMP_JOB_IX');
  add('alias EMP_MANAGER_IX_RPN => EMP_MANAGER_IX');
  add('alias EMP_NAME_IX_RPN => EMP_NAME_IX');
  add('alias EMP_EMP_ID_PK_RPN => EMP_EMP_ID_PK');
  add('alias EMP_EMAIL_UK_RPN => EMP_EMAIL_UK');
  add('ignore materialized view log');
  add('ignore EMPLOYEES_RPNM');
  add('ignore EMPLOYEES_RPNB');
  add('ignore EMPLOYEES_RPNT');
  add('column 1 EMPLOYEE_ID NUMBER 22,6,0  NOT NULL');
  add('column 2 FIRST_NAME VARCHAR2 20,, B');
  add('column 3 LAST_NAME VARCHAR2 25,, B NOT NULL');
  add('column 4 EMAIL VARCHAR2 25,, B NOT NULL');
  add('column 5 PHONE_NUMBER VARCHAR2 20,, B');
  add('column 6 HIRE_DATE DATE 7,,  NOT NULL');
  add('column 7 JOB_ID VARCHAR2 10,, B NOT NULL');
  add('column 8 SALARY NUMBER 22,8,2 ');
  add('column 9 COMMISSION_PCT NUMBER 22,2,2 ');
  add('column 10 MANAGER_ID NUMBER 22,6,0 ');
  add('column 11 DEPARTMENT_ID NUMBER 22,4,0 ');
  add('constraint EMP_DEPT_FK R (DEPARTMENT_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE  '
      || 'references HR.DEPARTMENTS(DEPARTMENT_ID) NO ACTION');
  add('constraint EMP_EMAIL_NN C (EMAIL) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : "EMAIL" '
      || 'IS NOT NULL');
  add('constraint EMP_EMAIL_UK U (EMAIL) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE ');
  add('constraint EMP_EMP_ID_PK P (EMPLOYEE_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE ');
  add('constraint EMP_HIRE_DATE_NN C (HIRE_DATE) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"HIRE_DATE" IS NOT NULL');
  add('constraint EMP_JOB_FK R (JOB_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE  references '
      || 'HR.JOBS(JOB_ID) NO ACTION');
  add('constraint EMP_JOB_NN C (JOB_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : "JOB_ID" '
      || 'IS NOT NULL');
  add('constraint EMP_LAST_NAME_NN C (LAST_NAME) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || '"LAST_NAME" IS NOT NULL');
  add('constraint EMP_MANAGER_FK R (MANAGER_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE  '
      || 'references HR.EMPLOYEES(EMPLOYEE_ID) NO ACTION');
  add('constraint EMP_SALARY_MIN C (SALARY) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE : '
      || 'salary > 0');
  add('index HR.EMP_DEPARTMENT_IX NORMAL NONUNIQUE (DEPARTMENT_ID) VISIBLE');
  add('index HR.EMP_EMAIL_UK NORMAL UNIQUE (EMAIL) VISIBLE');
  add('index HR.EMP_EMP_ID_PK NORMAL UNIQUE (EMPLOYEE_ID) VISIBLE');
  add('index HR.EMP_JOB_IX NORMAL NONUNIQUE (JOB_ID) VISIBLE');
  add('index HR.EMP_MANAGER_IX NORMAL NONUNIQUE (MANAGER_ID) VISIBLE');
  add('index HR.EMP_NAME_IX NORMAL NONUNIQUE (LAST_NAME,FIRST_NAME) VISIBLE');
  add('trigger HR.SECURE_EMPLOYEES BEFORE STATEMENT INSERT OR UPDATE OR DELETE DISABLED [24 '
      || '1994672668]');
  add('trigger HR.UPDATE_JOB_HISTORY AFTER EACH ROW UPDATE ENABLED [123 1073215836]');
  add('referenced by HR.DEPARTMENTS DEPT_MGR_FK (MANAGER_ID) -> (EMPLOYEE_ID) ENABLED '
      || 'VALIDATED NOT DEFERRABLE IMMEDIATE  NO ACTION');
  add('referenced by HR.JOB_HISTORY JHIST_EMP_FK (EMPLOYEE_ID) -> (EMPLOYEE_ID) ENABLED '
      || 'VALIDATED NOT DEFERRABLE IMMEDIATE  NO ACTION');
  add('referenced by OE.CUSTOMERS CUSTOMERS_ACCOUNT_MANAGER_FK (ACCOUNT_MGR_ID) -> '
      || '(EMPLOYEE_ID) ENABLED VALIDATED NOT DEFERRABLE IMMEDIATE  SET NULL');
  add('referenced by OE.ORDERS ORDERS_SALES_REP_FK (SALES_REP_ID) -> (EMPLOYEE_ID) ENABLED '
      || 'VALIDATED NOT DEFERRABLE IMMEDIATE  SET NULL');
  add('grant REFERENCES to OE NO');
  add('grant SELECT to OE NO');
  add('comment on table: Employees. Refers to departments, jobs and to itself.');
  add('comment on EMPLOYEE_ID: Number of the employee');
  add('comment on SALARY: Monthly salary, more than zero');
  add('comment on COMMISSION_PCT: Only in sales');
  add('comment on MANAGER_ID: Another employee');
  add('degree 1');
  :t1 := w;
  EXECUTE IMMEDIATE :redefinition_place USING 'HR', 'EMPLOYEES', 'EMPLOYEES_RPN', 'EMPLOYEES_RPNM', 'EMPLOYEES_RPNB',
      'EMPLOYEES_RPNT', 72008, OUT :p1;
  DBMS_OUTPUT.PUT_LINE('State: ' || :p1);
  IF :p1 IN ('OTHER', 'UNKNOWN') THEN
    RAISE_APPLICATION_ERROR(-20010, 'The original is gone or other objects bear the names, so there is no way back.');
  END IF;
  IF :p1 IN ('STARTED', 'BROKEN') THEN
    -- Not finished: the original is in service, so end the redefinition.
    DBMS_REDEFINITION.ABORT_REDEF_TABLE(
      uname      => 'HR',
      orig_table => 'EMPLOYEES',
      int_table  => 'EMPLOYEES_RPN');
    :p1 := 'CREATED';
  END IF;
  IF :p1 = 'CREATED' THEN
    BEGIN
      -- A START that failed must be aborted, or the next one fails (Administrator's Guide). Else there is nothing to
      --   abort.
      DBMS_REDEFINITION.ABORT_REDEF_TABLE(
        uname      => 'HR',
        orig_table => 'EMPLOYEES',
        int_table  => 'EMPLOYEES_RPN');
    EXCEPTION
      WHEN OTHERS THEN
        NULL;
    END;
    EXECUTE IMMEDIATE 'DROP TABLE "HR"."EMPLOYEES_RPN" CASCADE CONSTRAINTS PURGE';
    :p1 := 'NEW';
  END IF;
  IF :p1 IN ('ASSERTED') THEN
    EXECUTE IMMEDIATE :facts USING 'HR', 'EMPLOYEES', 'EMPLOYEES', 'KEYS', :t1, OUT differences;
    IF differences > 0 THEN
      RAISE_APPLICATION_ERROR(-20011,
           'Foreign keys of other tables to the table in service came, went or changed, see above, '
        || 'and the original has them not so.'
        || ' No switch helps: make them as they were, then run this again. Nothing was changed.');
    END IF;
  END IF;
  IF :p1 = 'ASSERTED' THEN
    EXECUTE IMMEDIATE :facts USING 'HR', 'EMPLOYEES', 'EMPLOYEES', 'TABLE', :t1, OUT differences;
    IF differences > 0 AND NVL(:lose_newer_definitions, 'NO') <> 'YES' THEN
      RAISE_APPLICATION_ERROR(-20011,
        'The table in service is not defined as the original: what is extra above would be lost, what is missing would come'
        || ' back. Set lose_newer_definitions to YES at the top of this script to accept it. Nothing was changed.');
    END IF;
  END IF;
  IF :p1 IN ('FINISHED', 'ASSERTED') AND NVL(:lose_newer_definitions, 'NO') <> 'YES' THEN
    EXECUTE IMMEDIATE :signature USING 'HR', 'EMPLOYEES', OUT signature;
    IF signature <> q'[RANGE (HIRE_DATE), INTERVAL NUMTOYMINTERVAL(1,'YEAR'), 1 partition, P_BEFORE_2012 < ]'
      || '2012-01-01, #F4BC8586' THEN
      RAISE_APPLICATION_ERROR(-20011, 'Partitions of the table in service came, went or changed: it is ' || signature
        || '. Rows that a partition took along, or brought, are in no log: Oracle would bring back the ones and lose the others.'
        || ' Where no rows went or came that way, set lose_newer_definitions to YES at the top of this script. Nothing was changed.');
    END IF;
  END IF;
END;
/

-- Oracle brings over what was written since and swaps the names back, under a short lock. A disabled check on the old
-- table says that a rollback was here; on the table in service nothing is changed before.
DECLARE
  timed_out    BOOLEAN;
  n            PLS_INTEGER;
  interim_name VARCHAR2(128);

  PROCEDURE name_blockers(p_owner VARCHAR2, p_table VARCHAR2) IS
  BEGIN
    FOR s IN (SELECT DISTINCT l.inst_id, s.sid, s.serial#, s.username, s.program, s.status, s.last_call_et
                FROM gv$locked_object l
                JOIN gv$session s ON s.inst_id = l.inst_id AND s.sid = l.session_id
               WHERE l.object_id = (SELECT MAX(o.object_id)
                                      FROM dba_objects o
                                     WHERE o.owner = p_owner AND o.object_name = p_table AND o.object_type = 'TABLE')
                 AND l.xidusn > 0
                 AND s.audsid <> SYS_CONTEXT('USERENV', 'SESSIONID')) LOOP
      DBMS_OUTPUT.PUT_LINE('  Held by session ' || s.sid || ',' || s.serial# || ',@' || s.inst_id
        || ' of ' || s.username || ', ' || s.program || ', ' || LOWER(s.status) || ' for ' || s.last_call_et || ' s');
    END LOOP;
  END name_blockers;

  -- Others write meanwhile: a statement waits for them in short turns, and who holds it up to the end is named.
  PROCEDURE run(p_statement CLOB, p_owner VARCHAR2 DEFAULT 'HR',
                p_table VARCHAR2 DEFAULT 'EMPLOYEES') IS
  BEGIN
    EXECUTE IMMEDIATE :in_turns USING p_statement;
  EXCEPTION
    WHEN OTHERS THEN
      IF SQLCODE IN (-54, -60, -4020, -4021, -14411) THEN
        DBMS_OUTPUT.PUT_LINE('! Others hold ' || p_owner || '.' || p_table || '.');
        name_blockers(p_owner, p_table);
      END IF;
      RAISE;
  END run;
BEGIN
  IF :p1 NOT IN ('FINISHED', 'ASSERTED') THEN
    RETURN;
  END IF;
  SELECT COUNT(*) INTO n
    FROM dba_constraints
   WHERE owner = 'HR' AND table_name = 'EMPLOYEES_RPN' AND constraint_name = 'EMPLOYEES_RPNT';
  IF n = 0 THEN
    EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMPLOYEES_RPNT" CHECK (1 = 1) DISABLE';
  END IF;
  -- EMP_DEPT_FK, disabled, under the name by which Oracle knows it on the old table.
  SELECT MAX(o.interim_object_name) INTO interim_name
    FROM dba_redefinition_objects o
   WHERE o.base_table_owner = 'HR' AND o.base_table_name = 'EMPLOYEES'
     AND o.object_type = 'CONSTRAINT' AND o.object_name = 'EMP_DEPT_FK'
     AND NOT EXISTS (SELECT 1 FROM dba_constraints k
                      WHERE k.owner = 'HR' AND k.constraint_name = o.interim_object_name);
  IF interim_name IS NOT NULL THEN
    EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "' || interim_name || '" '
      || 'FOREIGN KEY ("DEPARTMENT_ID") REFERENCES "HR"."DEPARTMENTS" ("DEPARTMENT_ID") DISABLE '
      || 'NOVALIDATE';
  END IF;
  -- EMP_JOB_FK, disabled, under the name by which Oracle knows it on the old table.
  SELECT MAX(o.interim_object_name) INTO interim_name
    FROM dba_redefinition_objects o
   WHERE o.base_table_owner = 'HR' AND o.base_table_name = 'EMPLOYEES'
     AND o.object_type = 'CONSTRAINT' AND o.object_name = 'EMP_JOB_FK'
     AND NOT EXISTS (SELECT 1 FROM dba_constraints k
                      WHERE k.owner = 'HR' AND k.constraint_name = o.interim_object_name);
  IF interim_name IS NOT NULL THEN
    EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "' || interim_name || '" '
      || 'FOREIGN KEY ("JOB_ID") REFERENCES "HR"."JOBS" ("JOB_ID") DISABLE NOVALIDATE';
  END IF;
  -- EMP_MANAGER_FK, disabled, under the name by which Oracle knows it on the old table.
  SELECT MAX(o.interim_object_name) INTO interim_name
    FROM dba_redefinition_objects o
   WHERE o.base_table_owner = 'HR' AND o.base_table_name = 'EMPLOYEES'
     AND o.object_type = 'CONSTRAINT' AND o.object_name = 'EMP_MANAGER_FK'
     AND NOT EXISTS (SELECT 1 FROM dba_constraints k
                      WHERE k.owner = 'HR' AND k.constraint_name = o.interim_object_name);
  IF interim_name IS NOT NULL THEN
    EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "' || interim_name || '" '
      || 'FOREIGN KEY ("MANAGER_ID") REFERENCES "HR"."EMPLOYEES_RPN" ("EMPLOYEE_ID") DISABLE '
      || 'NOVALIDATE';
  END IF;
  FOR attempt IN 1 .. 5 LOOP
    timed_out := FALSE;
    BEGIN
      DBMS_REDEFINITION.ROLLBACK(
        uname            => 'HR',
        orig_table       => 'EMPLOYEES',
        int_table        => 'EMPLOYEES_RPN',
        dml_lock_timeout => 30);
    EXCEPTION
      WHEN OTHERS THEN
        IF INSTR(DBMS_UTILITY.FORMAT_ERROR_STACK, 'ORA-42070') > 0 THEN
          RAISE_APPLICATION_ERROR(-20010,
            'The way back is closed: cleanup1.sql was run. Plan it with repart-tui, as a new migration.');
        END IF;
        IF REGEXP_LIKE(DBMS_UTILITY.FORMAT_ERROR_STACK, 'ORA-323(13|20)') THEN
          RAISE_APPLICATION_ERROR(-20010,
            'Oracle cannot bring over what DROP, TRUNCATE, EXCHANGE or the like of a partition changed since: the way back is closed.'
            || ' The table in service stays. Plan the way back with repart-tui, as a new migration.');
        END IF;
        timed_out := INSTR(DBMS_UTILITY.FORMAT_ERROR_STACK, 'ORA-42042') > 0;
        IF NOT timed_out OR attempt = 5 THEN
          name_blockers('HR', 'EMPLOYEES');
          DBMS_OUTPUT.PUT_LINE('The redefined table stays in service, as it is. Mend what is told below and run this file again.');
          RAISE;
        END IF;
    END;
    EXIT WHEN NOT timed_out;
    DBMS_OUTPUT.PUT_LINE('Attempt ' || attempt || ' of 5: others write to the table.');
    name_blockers('HR', 'EMPLOYEES');
    EXECUTE IMMEDIATE 'BEGIN DBMS_SESSION.SLEEP(30); END;';
  END LOOP;
  :p1 := 'BACK';
END;
/

-- States, names and logging as they were. Each statement looks first whether it is needed.
DECLARE
  differences PLS_INTEGER;
  signature   VARCHAR2(32767);
  n           PLS_INTEGER;

  PROCEDURE name_blockers(p_owner VARCHAR2, p_table VARCHAR2) IS
  BEGIN
    FOR s IN (SELECT DISTINCT l.inst_id, s.sid, s.serial#, s.username, s.program, s.status, s.last_call_et
                FROM gv$locked_object l
                JOIN gv$session s ON s.inst_id = l.inst_id AND s.sid = l.session_id
               WHERE l.object_id = (SELECT MAX(o.object_id)
                                      FROM dba_objects o
                                     WHERE o.owner = p_owner AND o.object_name = p_table AND o.object_type = 'TABLE')
                 AND l.xidusn > 0
                 AND s.audsid <> SYS_CONTEXT('USERENV', 'SESSIONID')) LOOP
      DBMS_OUTPUT.PUT_LINE('  Held by session ' || s.sid || ',' || s.serial# || ',@' || s.inst_id
        || ' of ' || s.username || ', ' || s.program || ', ' || LOWER(s.status) || ' for ' || s.last_call_et || ' s');
    END LOOP;
  END name_blockers;

  -- Others write meanwhile: a statement waits for them in short turns, and who holds it up to the end is named.
  PROCEDURE run(p_statement CLOB, p_owner VARCHAR2 DEFAULT 'HR',
                p_table VARCHAR2 DEFAULT 'EMPLOYEES') IS
  BEGIN
    EXECUTE IMMEDIATE :in_turns USING p_statement;
  EXCEPTION
    WHEN OTHERS THEN
      IF SQLCODE IN (-54, -60, -4020, -4021, -14411) THEN
        DBMS_OUTPUT.PUT_LINE('! Others hold ' || p_owner || '.' || p_table || '.');
        name_blockers(p_owner, p_table);
      END IF;
      RAISE;
  END run;

  -- A constraint gets its state back: NOVALIDATE first, for both at once would lock out writers.
  PROCEDURE restore(p_con_owner VARCHAR2, p_con_table VARCHAR2, p_constraint VARCHAR2,
                    p_status VARCHAR2, p_validated VARCHAR2) IS
    change VARCHAR2(600);
  BEGIN
    change := 'ALTER TABLE "' || p_con_owner || '"."' || p_con_table || '"'
              || ' MODIFY CONSTRAINT "' || p_constraint || '" '
              || CASE p_status WHEN 'ENABLED' THEN 'ENABLE' ELSE 'DISABLE' END;
    FOR c IN (SELECT status, validated
                FROM dba_constraints
               WHERE owner = p_con_owner AND table_name = p_con_table AND constraint_name = p_constraint) LOOP
      IF c.status <> p_status THEN
        run(change || ' NOVALIDATE', p_con_owner, p_con_table);
      END IF;
      IF p_validated = 'VALIDATED' AND (c.validated <> p_validated OR c.status <> p_status) THEN
        run(change || ' VALIDATE', p_con_owner, p_con_table);
      END IF;
    END LOOP;
  END restore;

  PROCEDURE restore_trigger(p_trg_owner VARCHAR2, p_trigger VARCHAR2, p_status VARCHAR2) IS
  BEGIN
    SELECT COUNT(*) INTO n
      FROM dba_triggers
     WHERE owner = p_trg_owner AND trigger_name = p_trigger AND table_owner = 'HR'
       AND table_name = 'EMPLOYEES' AND status <> p_status;
    IF n = 1 THEN
      run('ALTER TRIGGER "' || p_trg_owner || '"."' || p_trigger || '" '
          || CASE p_status WHEN 'ENABLED' THEN 'ENABLE' ELSE 'DISABLE' END);
    END IF;
  END restore_trigger;

  FUNCTION points_to(p_con_owner VARCHAR2, p_con_table VARCHAR2, p_constraint VARCHAR2) RETURN VARCHAR2 IS
    target VARCHAR2(128);
  BEGIN
    SELECT MAX(r.table_name) INTO target
      FROM dba_constraints c
      JOIN dba_constraints r ON r.owner = c.r_owner AND r.constraint_name = c.r_constraint_name
     WHERE c.owner = p_con_owner AND c.table_name = p_con_table AND c.constraint_name = p_constraint
       AND c.constraint_type = 'R' AND r.owner = 'HR';
    RETURN NVL(target, ' ');
  END points_to;

  FUNCTION is_there(p_con_owner VARCHAR2, p_constraint VARCHAR2) RETURN BOOLEAN IS
    found PLS_INTEGER;
  BEGIN
    SELECT COUNT(*) INTO found
      FROM dba_constraints
     WHERE owner = p_con_owner AND constraint_name = p_constraint;
    RETURN found > 0;
  END is_there;
BEGIN
  IF :p1 = 'BACK' THEN
    -- The new table lets go of the parents, the original holds on to them again.
    FOR c IN (SELECT constraint_name
                FROM dba_constraints
               WHERE owner = 'HR' AND table_name = 'EMPLOYEES_RPN' AND constraint_type = 'R') LOOP
      EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" DROP CONSTRAINT "' || c.constraint_name || '"';
    END LOOP;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'HR' AND table_name = 'EMPLOYEES'
       AND constraint_name = 'EMP_DEPT_FK';
    IF n = 0 THEN
      run(
             'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_DEPT_FK" FOREIGN KEY ("DEPARTMENT_ID") '
          || 'REFERENCES "HR"."DEPARTMENTS" ("DEPARTMENT_ID") ENABLE NOVALIDATE');
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'HR' AND table_name = 'EMPLOYEES'
       AND constraint_name = 'EMP_JOB_FK';
    IF n = 0 THEN
      run(
             'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_JOB_FK" FOREIGN KEY ("JOB_ID") '
          || 'REFERENCES "HR"."JOBS" ("JOB_ID") ENABLE NOVALIDATE');
    END IF;
    SELECT COUNT(*) INTO n
      FROM dba_constraints
     WHERE owner = 'HR' AND table_name = 'EMPLOYEES'
       AND constraint_name = 'EMP_MANAGER_FK';
    IF n = 0 THEN
      run(
             'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_MANAGER_FK" FOREIGN KEY ("MANAGER_ID") '
          || 'REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ENABLE NOVALIDATE');
    END IF;
    restore_trigger('HR', 'SECURE_EMPLOYEES', 'DISABLED');
    restore_trigger('HR', 'UPDATE_JOB_HISTORY', 'ENABLED');
    IF points_to('HR', 'EMPLOYEES', 'EMP_MANAGER_FK') = 'EMPLOYEES_RPN' THEN
      -- It points to the rows before: point it to the table's own.
      run('ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMP_MANAGER_FK"');
    END IF;
    IF NOT is_there('HR', 'EMP_MANAGER_FK') THEN
      run(
             'ALTER TABLE "HR"."EMPLOYEES" ADD CONSTRAINT "EMP_MANAGER_FK" FOREIGN KEY ("MANAGER_ID") '
          || 'REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ENABLE NOVALIDATE');
    END IF;
    restore('HR', 'EMPLOYEES', 'EMP_DEPT_FK', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_EMAIL_NN', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_EMAIL_UK', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_EMP_ID_PK', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_HIRE_DATE_NN', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_JOB_FK', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_JOB_NN', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_LAST_NAME_NN', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_MANAGER_FK', 'ENABLED', 'VALIDATED');
    restore('HR', 'EMPLOYEES', 'EMP_SALARY_MIN', 'ENABLED', 'VALIDATED');
    IF points_to('HR', 'DEPARTMENTS', 'DEPT_MGR_FK') = 'EMPLOYEES_RPN' THEN
      -- Oracle left it where it was: point it to the table in service.
      run('ALTER TABLE "HR"."DEPARTMENTS" DROP CONSTRAINT "DEPT_MGR_FK"', 'HR', 'DEPARTMENTS');
    END IF;
    -- Killed here, a run finds that it is gone.
    IF NOT is_there('HR', 'DEPT_MGR_FK') THEN
      run(
             'ALTER TABLE "HR"."DEPARTMENTS" ADD CONSTRAINT "DEPT_MGR_FK" FOREIGN KEY ("MANAGER_ID") '
          || 'REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ENABLE NOVALIDATE', 'HR', 'DEPARTMENTS');
    END IF;
    restore('HR', 'DEPARTMENTS', 'DEPT_MGR_FK', 'ENABLED', 'VALIDATED');
    IF points_to('HR', 'JOB_HISTORY', 'JHIST_EMP_FK') = 'EMPLOYEES_RPN' THEN
      -- Oracle left it where it was: point it to the table in service.
      run('ALTER TABLE "HR"."JOB_HISTORY" DROP CONSTRAINT "JHIST_EMP_FK"', 'HR', 'JOB_HISTORY');
    END IF;
    -- Killed here, a run finds that it is gone.
    IF NOT is_there('HR', 'JHIST_EMP_FK') THEN
      run(
             'ALTER TABLE "HR"."JOB_HISTORY" ADD CONSTRAINT "JHIST_EMP_FK" FOREIGN KEY '
          || '("EMPLOYEE_ID") REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ENABLE NOVALIDATE', 'HR', 'JOB_HISTORY');
    END IF;
    restore('HR', 'JOB_HISTORY', 'JHIST_EMP_FK', 'ENABLED', 'VALIDATED');
    IF points_to('OE', 'CUSTOMERS', 'CUSTOMERS_ACCOUNT_MANAGER_FK') = 'EMPLOYEES_RPN' THEN
      -- Oracle left it where it was: point it to the table in service.
      run('ALTER TABLE "OE"."CUSTOMERS" DROP CONSTRAINT "CUSTOMERS_ACCOUNT_MANAGER_FK"', 'OE', 'CUSTOMERS');
    END IF;
    -- Killed here, a run finds that it is gone.
    IF NOT is_there('OE', 'CUSTOMERS_ACCOUNT_MANAGER_FK') THEN
      run(
             'ALTER TABLE "OE"."CUSTOMERS" ADD CONSTRAINT "CUSTOMERS_ACCOUNT_MANAGER_FK" FOREIGN KEY '
          || '("ACCOUNT_MGR_ID") REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ON DELETE SET NULL '
          || 'ENABLE NOVALIDATE', 'OE', 'CUSTOMERS');
    END IF;
    restore('OE', 'CUSTOMERS', 'CUSTOMERS_ACCOUNT_MANAGER_FK', 'ENABLED', 'VALIDATED');
    IF points_to('OE', 'ORDERS', 'ORDERS_SALES_REP_FK') = 'EMPLOYEES_RPN' THEN
      -- Oracle left it where it was: point it to the table in service.
      run('ALTER TABLE "OE"."ORDERS" DROP CONSTRAINT "ORDERS_SALES_REP_FK"', 'OE', 'ORDERS');
    END IF;
    -- Killed here, a run finds that it is gone.
    IF NOT is_there('OE', 'ORDERS_SALES_REP_FK') THEN
      run(
             'ALTER TABLE "OE"."ORDERS" ADD CONSTRAINT "ORDERS_SALES_REP_FK" FOREIGN KEY '
          || '("SALES_REP_ID") REFERENCES "HR"."EMPLOYEES" ("EMPLOYEE_ID") ON DELETE SET NULL ENABLE '
          || 'NOVALIDATE', 'OE', 'ORDERS');
    END IF;
    restore('OE', 'ORDERS', 'ORDERS_SALES_REP_FK', 'ENABLED', 'VALIDATED');
  END IF;
  IF :p1 NOT IN ('NEW', 'BACK') THEN
    DBMS_OUTPUT.PUT_LINE('Nothing to do.');
    RETURN;
  END IF;
  EXECUTE IMMEDIATE :facts USING 'HR', 'EMPLOYEES', 'EMPLOYEES', 'TABLE', :t1, OUT differences;
  EXECUTE IMMEDIATE :signature USING 'HR', 'EMPLOYEES', OUT signature;
  IF differences > 0 OR signature <> 'not partitioned' THEN
    IF :p1 = 'NEW' THEN
      -- Nothing was begun here. A parent or child whose turn comes may have left a second foreign key.
      :unfinished := :unfinished + 1;
      DBMS_OUTPUT.PUT_LINE('! ' || 'HR.EMPLOYEES'
          || ' is not as it was, see above, though nothing was begun here. Parents and'
        || ' children come back after it: run this file again.');
      RETURN;
    END IF;
    RAISE_APPLICATION_ERROR(-20013, differences || ' differences to what the table owned before, see above. It is '
                                    || signature || '.');
  END IF;
  DBMS_OUTPUT.PUT_LINE('The original is in service.');
  EXECUTE IMMEDIATE :recompile
    USING 'HR', 'EMPLOYEES', 'VIEW'
      || CHR(9)
      || 'HR'
      || CHR(9)
      || 'EMP_DETAILS_VIEW'
      || CHR(10)
      || 'SYNONYM'
      || CHR(9)
      || 'OE'
      || CHR(9)
      || 'EMPLOYEES'
      || CHR(10), CHR(10)
      || CHR(10), OUT n;
  IF :p1 = 'BACK' THEN
    -- Later runs leave the table alone, while its parents and children are on their way.
    FOR c IN (SELECT COUNT(*) AS there
                FROM dba_constraints
               WHERE owner = 'HR' AND table_name = 'EMPLOYEES_RPN' AND constraint_name = 'EMPLOYEES_RPNB') LOOP
      IF c.there = 0 THEN
        EXECUTE IMMEDIATE 'ALTER TABLE "HR"."EMPLOYEES_RPN" ADD CONSTRAINT "EMPLOYEES_RPNB" CHECK (1 = 1) DISABLE';
      END IF;
    END LOOP;
    run('ALTER TABLE "HR"."EMPLOYEES" DROP CONSTRAINT "EMPLOYEES_RPNT"');
  END IF;
  IF n > 0 THEN
    RAISE_APPLICATION_ERROR(-20008, n
        || ' objects that name the table do not compile, see above. The table itself is back.');
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
