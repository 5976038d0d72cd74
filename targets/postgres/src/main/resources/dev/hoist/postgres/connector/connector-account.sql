-- The account by which hoist makes and removes roles. Once per server, as a superuser, in the
-- target's database:
--   psql -d orders -v account=hoist -v keeper=hoist_kept -v database=orders -f connector-account.sql
-- then give it a password that never shows in a log:  \password hoist

-- May make roles, and alter and drop those it made; nothing else.
CREATE ROLE :"account" LOGIN CREATEROLE;

-- Gets what people create and leave behind. It has no rights of its own, so neither has what it owns.
CREATE ROLE :"keeper" NOLOGIN;
GRANT :"keeper" TO :"account" WITH INHERIT TRUE, SET TRUE;

-- May let its roles connect, use temporary tables and, where policy says so, create schemas.
GRANT CONNECT, TEMPORARY, CREATE ON DATABASE :"database" TO :"account" WITH GRANT OPTION;

-- A publication's owner must be allowed to create in the database, as a schema's must.
GRANT CREATE ON DATABASE :"database" TO :"keeper";
