-- Files of cases: bytes under their SHA-256, beside the journal that names them. Sealed under a person's key where they are
-- personal, so that erasing the person erases them. Kept, not derived: nothing else has the bytes.
create table case_file (
  org_id     text not null references org,
  case_id    text not null,
  hash       text not null check (hash ~ '^[0-9a-f]{64}$'),
  sealed_for text,                           -- whose key opens it; null when it is not personal
  bytes      bytea not null,
  primary key (org_id, case_id, hash)
);
-- Photos are compressed already.
alter table case_file alter column bytes set storage external;
create index case_file_sealed on case_file (org_id, sealed_for) where sealed_for is not null;

alter table case_file enable row level security;
alter table case_file force row level security;
create policy case_file_org on case_file using (org_id = current_org()) with check (org_id = current_org());
do $$ begin
  execute format('create policy case_file_tool on case_file to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', current_user);
end $$;
grant select, insert, delete on case_file to sanbao_app;

-- Cases of the same unit, and at the same address.
create index case_list_unit on case_list (org_id, unit_id) where unit_id is not null;
create index case_list_address on case_list (org_id, md5(address)) where address is not null;
