-- Lets hoist lend a lasting role by member_of. Once per role and schema, as a superuser or as that
-- role if it may grant itself:
--   psql -d orders -v account=hoist -v role=orders_owner -v schema=public -f connector-role.sql
-- hoist may give the role away but neither has its rights nor becomes it, except for the moment in
-- which it takes back what was given in the role's name to the role of a grant that ends.

GRANT :"role" TO :"account" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;

-- What is created in the role's name later can be handed out too, or it would be missing from ALL.
ALTER DEFAULT PRIVILEGES FOR ROLE :"role" IN SCHEMA :"schema" GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON TABLES TO :"account" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE :"role" IN SCHEMA :"schema" GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO :"account" WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES FOR ROLE :"role" IN SCHEMA :"schema" GRANT EXECUTE ON ROUTINES TO :"account" WITH GRANT OPTION;
