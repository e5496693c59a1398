-- Forms: what there is, and how far each series of numbers has come. Both are read off the journal.
create table form_list (
  org_id     text not null references org,
  form_id    text not null,
  form       text not null,
  words      json not null,                  -- the form in the words of its pack
  pack       text not null,                  -- the version under which it was opened and is filled
  number     text not null,
  year       integer not null,               -- 0: counted on for ever
  serial     integer not null,
  about_kind text not null,
  about_id   text not null,
  opened_at  timestamptz(3) not null,
  opened_by  text not null,
  state      text not null check (state in ('open', 'complete', 'locked', 'void')),
  copies     integer not null,
  roles      text[] not null,                -- who may fill, sign or declare it void
  seq        integer not null,
  primary key (org_id, form_id),
  unique (org_id, form, year, serial)
);
create index form_list_about on form_list (org_id, about_kind, about_id, opened_at);
create index form_list_latest on form_list (org_id, opened_at, form_id);

-- The last number given. Whoever opens a form holds its row until the form is there or is not: no number is given twice and none is left out.
create table form_series (
  org_id text not null references org,
  form   text not null,
  year   integer not null,
  last   integer not null,
  primary key (org_id, form, year)
);

-- Whose a form is: of whoever the case, unit or customer is; of the organisation, whoever opened it and who has a part in it.
-- Asked by reading and by writing, so that both draw one line.
create function form_is_of(kind text, about text, opener text, parts text[], person text, held text[], of_party text) returns boolean
  language sql stable
  as $$ select case kind
          when 'case' then exists (select from case_list c where c.org_id = current_org() and c.case_id = about and c.branch = of_party)
                        or exists (select from journal j where j.org_id = current_org() and j.stream = 'case:' || about
                                      and j.kind in ('visit.assigned', 'visit.reassigned') and j.data ->> 'engineer_id' = person)
          when 'customer' then coalesce(customer_is_of(about, of_party), false) or customer_is_visited_by(about, person)
          when 'unit' then coalesce(unit_is_of(about, of_party), false) or unit_is_visited_by(about, person)
          else opener = person or parts && held end $$;

do $$
declare t text;
begin
  foreach t in array array['form_list', 'form_series'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
    execute format('grant select, insert, update, delete on %I to sanbao_app', t);
  end loop;
end $$;
