"""HR: people and departments. Small tables: none of them is a candidate, several show awkward foreign keys."""

from __future__ import annotations

from datetime import datetime

from repart_tui.demo.describe import (
    Check,
    Column,
    ForeignKey,
    Grant,
    Index,
    Key,
    Program,
    Schema,
    Sequence,
    Stats,
    Table,
    Trigger,
    View,
)

_REGIONS = Table(
    "REGIONS",
    (
        Column("REGION_ID", "NUMBER", Stats(5, 10, 50), "Number of the region", not_null="REGION_ID_NN"),
        Column("REGION_NAME", "VARCHAR2(25)", Stats(5, "Africa", "Oceania"), "Name of the region"),
    ),
    rows=5,
    row_length=14,
    comment="Regions of the world; countries refer to them.",
    keys=(Key("REG_ID_PK", ("REGION_ID",)),),
    indexes=(Index("REG_ID_PK", ("REGION_ID",), unique=True),),
)

_COUNTRIES = Table(
    "COUNTRIES",
    (
        Column("COUNTRY_ID", "CHAR(2)", Stats(25, "AR", "ZW"), "ISO code", not_null="COUNTRY_ID_NN"),
        Column("COUNTRY_NAME", "VARCHAR2(60)", Stats(25, "Argentina", "Zimbabwe"), "Name of the country"),
        Column("REGION_ID", "NUMBER", Stats(5, 10, 50), "Region the country belongs to"),
    ),
    rows=25,
    row_length=16,
    kind="IOT",
    comment="Countries, kept in the index of their key.",
    keys=(Key("COUNTRY_C_ID_PK", ("COUNTRY_ID",)),),
    foreign_keys=(ForeignKey("COUNTR_REG_FK", ("REGION_ID",), ("HR", "REG_ID_PK")),),
)

_LOCATIONS = Table(
    "LOCATIONS",
    (
        Column("LOCATION_ID", "NUMBER(4)", Stats(23, 1000, 3200), "Number of the location"),
        Column("STREET_ADDRESS", "VARCHAR2(40)", Stats(23, "12-98 Victoria Street", "Schwanthalerstr. 7031")),
        Column("POSTAL_CODE", "VARCHAR2(12)", Stats(22, "00989", "YSW 9T2", nulls=1)),
        Column("CITY", "VARCHAR2(30)", Stats(23, "Beijing", "Whitehorse"), not_null="LOC_CITY_NN"),
        Column("STATE_PROVINCE", "VARCHAR2(25)", Stats(17, "BE", "Washington", nulls=6)),
        Column("COUNTRY_ID", "CHAR(2)", Stats(14, "AU", "US")),
    ),
    rows=23,
    row_length=49,
    comment="Offices, warehouses and production sites of the company.",
    keys=(Key("LOC_ID_PK", ("LOCATION_ID",)),),
    indexes=(
        Index("LOC_ID_PK", ("LOCATION_ID",), unique=True),
        Index("LOC_CITY_IX", ("CITY",)),
        Index("LOC_STATE_PROVINCE_IX", ("STATE_PROVINCE",)),
        Index("LOC_COUNTRY_IX", ("COUNTRY_ID",)),
    ),
    foreign_keys=(ForeignKey("LOC_C_ID_FK", ("COUNTRY_ID",), ("HR", "COUNTRY_C_ID_PK")),),
    grants=(Grant("OE", "REFERENCES"), Grant("OE", "SELECT")),
)

_DEPARTMENTS = Table(
    "DEPARTMENTS",
    (
        Column("DEPARTMENT_ID", "NUMBER(4)", Stats(27, 10, 270), "Number of the department"),
        Column("DEPARTMENT_NAME", "VARCHAR2(30)", Stats(27, "Accounting", "Treasury"), not_null="DEPT_NAME_NN"),
        Column("MANAGER_ID", "NUMBER(6)", Stats(11, 100, 205, nulls=16), "Employee who leads the department"),
        Column("LOCATION_ID", "NUMBER(4)", Stats(7, 1400, 2700)),
    ),
    rows=27,
    row_length=21,
    comment="Departments; each may have a manager, who is an employee of a department in turn.",
    keys=(Key("DEPT_ID_PK", ("DEPARTMENT_ID",)),),
    indexes=(
        Index("DEPT_ID_PK", ("DEPARTMENT_ID",), unique=True),
        Index("DEPT_LOCATION_IX", ("LOCATION_ID",)),
    ),
    foreign_keys=(
        ForeignKey("DEPT_LOC_FK", ("LOCATION_ID",), ("HR", "LOC_ID_PK")),
        ForeignKey("DEPT_MGR_FK", ("MANAGER_ID",), ("HR", "EMP_EMP_ID_PK")),
    ),
    grants=(Grant("OE", "SELECT", grantable=True),),
)

_JOBS = Table(
    "JOBS",
    (
        Column("JOB_ID", "VARCHAR2(10)", Stats(19, "AC_ACCOUNT", "ST_MAN"), "Short name of the job"),
        Column("JOB_TITLE", "VARCHAR2(35)", Stats(19, "Accountant", "Stock Manager"), not_null="JOB_TITLE_NN"),
        Column("MIN_SALARY", "NUMBER(6)", Stats(15, 2008, 20080)),
        Column("MAX_SALARY", "NUMBER(6)", Stats(16, 5000, 40000)),
    ),
    rows=19,
    row_length=33,
    comment="Jobs with their titles and salary ranges.",
    keys=(Key("JOB_ID_PK", ("JOB_ID",)),),
    indexes=(Index("JOB_ID_PK", ("JOB_ID",), unique=True),),
)

_EMPLOYEES = Table(
    "EMPLOYEES",
    (
        Column("EMPLOYEE_ID", "NUMBER(6)", Stats(107, 100, 206), "Number of the employee"),
        Column("FIRST_NAME", "VARCHAR2(20)", Stats(91, "Adam", "Winston")),
        Column("LAST_NAME", "VARCHAR2(25)", Stats(102, "Abel", "Zlotkey"), not_null="EMP_LAST_NAME_NN"),
        Column("EMAIL", "VARCHAR2(25)", Stats(107, "ABANDA", "WTAYLOR"), not_null="EMP_EMAIL_NN"),
        Column("PHONE_NUMBER", "VARCHAR2(20)", Stats(107, "1.515.555.0100", "44.1632.960034")),
        Column(
            "HIRE_DATE", "DATE", Stats(98, datetime(2011, 1, 13), datetime(2018, 4, 21)), not_null="EMP_HIRE_DATE_NN"
        ),
        Column(
            "JOB_ID",
            "VARCHAR2(10)",
            Stats(19, "AC_ACCOUNT", "ST_MAN", histogram=("AC_ACCOUNT", "IT_PROG", "SA_REP", "ST_MAN")),
            not_null="EMP_JOB_NN",
        ),
        Column("SALARY", "NUMBER(8,2)", Stats(58, 2100, 24000), "Monthly salary, more than zero"),
        Column("COMMISSION_PCT", "NUMBER(2,2)", Stats(7, 0.1, 0.4, nulls=72), "Only in sales"),
        Column("MANAGER_ID", "NUMBER(6)", Stats(18, 100, 205, nulls=1), "Another employee"),
        Column("DEPARTMENT_ID", "NUMBER(4)", Stats(11, 10, 110, nulls=1)),
    ),
    rows=107,
    row_length=69,
    comment="Employees. Refers to departments, jobs and to itself.",
    keys=(
        Key("EMP_EMAIL_UK", ("EMAIL",), primary=False),
        Key("EMP_EMP_ID_PK", ("EMPLOYEE_ID",)),
    ),
    checks=(Check("EMP_SALARY_MIN", "salary > 0", ("SALARY",)),),
    indexes=(
        Index("EMP_EMP_ID_PK", ("EMPLOYEE_ID",), unique=True),
        Index("EMP_DEPARTMENT_IX", ("DEPARTMENT_ID",)),
        Index("EMP_JOB_IX", ("JOB_ID",)),
        Index("EMP_MANAGER_IX", ("MANAGER_ID",)),
        Index("EMP_NAME_IX", ("LAST_NAME", "FIRST_NAME")),
    ),
    foreign_keys=(
        ForeignKey("EMP_DEPT_FK", ("DEPARTMENT_ID",), ("HR", "DEPT_ID_PK")),
        ForeignKey("EMP_JOB_FK", ("JOB_ID",), ("HR", "JOB_ID_PK")),
        ForeignKey("EMP_MANAGER_FK", ("MANAGER_ID",), ("HR", "EMP_EMP_ID_PK")),
    ),
    triggers=(
        Trigger(
            "SECURE_EMPLOYEES",
            "secure_employees\n  BEFORE INSERT OR UPDATE OR DELETE ON employees",
            "BEGIN\n  secure_dml;\nEND secure_employees;",
            "BEFORE STATEMENT",
            "INSERT OR UPDATE OR DELETE",
            enabled=False,
            references=(("HR", "SECURE_DML"),),
        ),
        Trigger(
            "UPDATE_JOB_HISTORY",
            "update_job_history\n  AFTER UPDATE OF job_id, department_id ON employees\n  FOR EACH ROW",
            "BEGIN\n  add_job_history(:old.employee_id, :old.hire_date, SYSDATE,\n"
            "                  :old.job_id, :old.department_id);\nEND;",
            "AFTER EACH ROW",
            "UPDATE",
            columns=("JOB_ID", "DEPARTMENT_ID"),
            references=(("HR", "ADD_JOB_HISTORY"),),
        ),
    ),
    grants=(Grant("OE", "REFERENCES"), Grant("OE", "SELECT")),
)

_JOB_HISTORY = Table(
    "JOB_HISTORY",
    (
        Column("EMPLOYEE_ID", "NUMBER(6)", Stats(7, 101, 201), not_null="JHIST_EMPLOYEE_NN"),
        Column(
            "START_DATE", "DATE", Stats(10, datetime(2011, 1, 13), datetime(2017, 1, 1)), not_null="JHIST_START_DATE_NN"
        ),
        Column(
            "END_DATE", "DATE", Stats(9, datetime(2011, 6, 17), datetime(2017, 12, 31)), not_null="JHIST_END_DATE_NN"
        ),
        Column("JOB_ID", "VARCHAR2(10)", Stats(8, "AC_ACCOUNT", "ST_CLERK"), not_null="JHIST_JOB_NN"),
        Column("DEPARTMENT_ID", "NUMBER(4)", Stats(6, 20, 110)),
    ),
    rows=10,
    row_length=31,
    comment="Former jobs of the employees; the trigger on EMPLOYEES fills it.",
    keys=(Key("JHIST_EMP_ID_ST_DATE_PK", ("EMPLOYEE_ID", "START_DATE")),),
    checks=(Check("JHIST_DATE_INTERVAL", "end_date > start_date", ("START_DATE", "END_DATE")),),
    indexes=(
        Index("JHIST_EMP_ID_ST_DATE_PK", ("EMPLOYEE_ID", "START_DATE"), unique=True),
        Index("JHIST_JOB_IX", ("JOB_ID",)),
        Index("JHIST_EMPLOYEE_IX", ("EMPLOYEE_ID",)),
        Index("JHIST_DEPARTMENT_IX", ("DEPARTMENT_ID",)),
    ),
    foreign_keys=(
        ForeignKey("JHIST_JOB_FK", ("JOB_ID",), ("HR", "JOB_ID_PK")),
        ForeignKey("JHIST_EMP_FK", ("EMPLOYEE_ID",), ("HR", "EMP_EMP_ID_PK")),
        ForeignKey("JHIST_DEPT_FK", ("DEPARTMENT_ID",), ("HR", "DEPT_ID_PK")),
    ),
)

_DETAILS = View(
    "EMP_DETAILS_VIEW",
    "SELECT e.employee_id, e.last_name, d.department_name, l.city\n"
    "FROM employees e JOIN departments d ON d.department_id = e.department_id\n"
    "  JOIN locations l ON l.location_id = d.location_id\nWITH READ ONLY",
    (("HR", "EMPLOYEES"), ("HR", "DEPARTMENTS"), ("HR", "LOCATIONS")),
    (
        ("EMPLOYEE_ID", "NUMBER(6)"),
        ("LAST_NAME", "VARCHAR2(25)"),
        ("DEPARTMENT_NAME", "VARCHAR2(30)"),
        ("CITY", "VARCHAR2(30)"),
    ),
)

_SECURE_DML = Program(
    "PROCEDURE",
    "SECURE_DML",
    "PROCEDURE secure_dml IS\nBEGIN\n"
    "  IF TO_CHAR(SYSDATE, 'HH24') NOT BETWEEN '08' AND '17' THEN\n"
    "    RAISE_APPLICATION_ERROR(-20205, 'Changes are made in office hours only');\n"
    "  END IF;\nEND secure_dml;",
)
_ADD_JOB_HISTORY = Program(
    "PROCEDURE",
    "ADD_JOB_HISTORY",
    "PROCEDURE add_job_history(p_employee NUMBER, p_start DATE, p_end DATE, p_job VARCHAR2, p_department NUMBER) IS\n"
    "BEGIN\n  INSERT INTO job_history (employee_id, start_date, end_date, job_id, department_id)\n"
    "    VALUES (p_employee, p_start, p_end, p_job, p_department);\nEND add_job_history;",
    (("HR", "JOB_HISTORY"),),
)

HR = Schema(
    "HR",
    "USERS",
    "USERS",
    tables=(_REGIONS, _COUNTRIES, _LOCATIONS, _DEPARTMENTS, _JOBS, _EMPLOYEES, _JOB_HISTORY),
    views=(_DETAILS,),
    programs=(_SECURE_DML, _ADD_JOB_HISTORY),
    sequences=(
        Sequence("LOCATIONS_SEQ", 3300, 100, 9900, 0),
        Sequence("DEPARTMENTS_SEQ", 280, 10, 9990, 0),
        Sequence("EMPLOYEES_SEQ", 207, cache=0),
    ),
    quotas={"USERS": -1},
)
