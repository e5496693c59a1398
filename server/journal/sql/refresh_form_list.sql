-- Replaces rows of form_list by what core read off the journal. $1 [form_list rows]
insert into form_list (org_id, form_id, form, words, pack, number, year, serial, about_kind, about_id, opened_at, opened_by, state, copies, roles, seq)
select org_id, form_id, form, words, pack, number, year, serial, about_kind, about_id, opened_at, opened_by, state, copies, roles, seq
  from json_populate_recordset(null::form_list, $1::json)
on conflict (org_id, form_id) do update set (state, copies, seq) = (excluded.state, excluded.copies, excluded.seq)
