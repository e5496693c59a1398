-- The files a proposed version of the rules was written in, so that the next one can be written from them. What counts is pack_text.
create table pack_source (
  org_id text not null,
  hash   text not null,
  files  json not null,
  primary key (org_id, hash),
  foreign key (org_id, hash) references pack_text (org_id, hash)
);
alter table pack_source enable row level security;
alter table pack_source force row level security;
create policy pack_source_org on pack_source using (org_id = current_org()) with check (org_id = current_org());
do $$ begin
  execute format('create policy pack_source_tool on pack_source to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', current_user);
end $$;
grant select, insert on pack_source to sanbao_app;
