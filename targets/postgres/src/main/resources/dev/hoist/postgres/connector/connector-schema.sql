-- What hoist may hand out in one schema. Once per schema, as the owner of what is in it or a
-- superuser; leave out what no policy should ever give:
--   psql -d orders -v account=hoist -v keeper=hoist_kept -v schema=public -f connector-schema.sql

GRANT USAGE, CREATE ON SCHEMA :"schema" TO :"account" WITH GRANT OPTION;
GRANT CREATE ON SCHEMA :"schema" TO :"keeper";
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA :"schema" TO :"account" WITH GRANT OPTION;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA :"schema" TO :"account" WITH GRANT OPTION;
GRANT EXECUTE ON ALL ROUTINES IN SCHEMA :"schema" TO :"account" WITH GRANT OPTION;

-- The same for what the current role creates there later; repeat as each role that creates tables.
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLES TO :"account" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO :"account" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA :"schema" GRANT EXECUTE ON ROUTINES TO :"account" WITH GRANT OPTION;
