-- Which installation this store belongs to; what it made on targets carries the tag.
CREATE TABLE installation (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  tag      text    NOT NULL
);
