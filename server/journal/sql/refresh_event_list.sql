-- Replaces rows of event_list by what core read off the journal. $1 [event_list rows]
insert into event_list (org_id, event_id, kind, area, begins_at, ends_at, note, declared_at, received_at, seq)
select org_id, event_id, kind, area, begins_at, ends_at, note, declared_at, received_at, seq
  from json_populate_recordset(null::event_list, $1::json)
on conflict (org_id, event_id) do update set
   (kind, area, begins_at, ends_at, note, declared_at, received_at, seq)
 = (excluded.kind, excluded.area, excluded.begins_at, excluded.ends_at, excluded.note, excluded.declared_at,
    excluded.received_at, excluded.seq)
