-- How the facts about the world came to be known, and when, or why they did not.
ALTER TABLE decision ADD COLUMN sightings jsonb NOT NULL DEFAULT '[]';
