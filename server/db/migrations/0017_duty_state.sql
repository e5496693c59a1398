-- How a date of a duty stands at a moment, said once for every list that shows it.
create function duty_state(opens_at timestamptz, due_at timestamptz, done_at timestamptz, unreadable text, at_moment timestamptz) returns text
  language sql immutable
  as $$ select case when unreadable is not null then 'unreadable'
                    when done_at is not null then case when done_at > due_at then 'done_late' else 'done' end
                    when due_at < at_moment then 'missed' when opens_at > at_moment then 'coming' else 'open' end $$;
