-- Lets hoist lend a lasting role by member_of. Once per role, as a superuser or who may grant it:
--   psql -d orders -v account=hoist -v role=orders_owner -f connector-role.sql
-- hoist may give the role away but neither has its rights nor becomes it.

GRANT :"role" TO :"account" WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;
