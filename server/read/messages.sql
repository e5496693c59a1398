-- What is on its way, what arrived, and what was given up and why? The latest first.
-- $1 organisation, $2 state or null, $3 moment and $4 message the last page ended with, $5 how many
select message_id, channel, recipient, kind, body ->> 'case_id' as case_id, body ->> 'clock' as clock, body ->> 'stage' as stage,
       state, tries, last_error, made_at, due_at, ended_at
  from message
 where org_id = $1
   and ($2::text is null or state = $2)
   and ($3::timestamptz is null or made_at < $3 or (made_at = $3 and message_id > $4))
 order by made_at desc, message_id
 limit $5
