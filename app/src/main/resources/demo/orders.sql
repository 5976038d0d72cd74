-- The demo's target: a small shop, owned by a role that nobody logs in as.
CREATE ROLE orders_owner NOLOGIN;
ALTER SCHEMA public OWNER TO orders_owner;
SET ROLE orders_owner;

CREATE TABLE customers (
  id    int PRIMARY KEY,
  name  text NOT NULL,
  email text NOT NULL,
  phone text
);

CREATE TABLE orders (
  id          int PRIMARY KEY,
  customer_id int NOT NULL REFERENCES customers,
  status      text NOT NULL CHECK (status IN ('new', 'queued', 'stuck', 'shipped')),
  cents       int NOT NULL,
  placed_at   timestamptz NOT NULL
);

INSERT INTO customers
SELECT n, 'Customer ' || n, 'customer' || n || '@example.com', '+43 1 555 ' || lpad(n::text, 4, '0')
FROM generate_series(1, 200) n;

INSERT INTO orders
SELECT 8000 + n, 1 + n % 200, (ARRAY['new', 'queued', 'shipped'])[1 + n % 3], 100 + 37 * n,
       timestamptz '2026-01-01 00:00Z' + n * interval '1 hour'
FROM generate_series(1, 1000) n;

UPDATE orders SET status = 'stuck' WHERE id = 8812;
RESET ROLE;
