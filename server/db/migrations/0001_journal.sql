-- The journal: facts are appended, never changed; everything else in this database can be rebuilt from it.
-- Run as the owner. The role that serves requests owns nothing and may only add facts.

do $$
begin
  if not exists (select from pg_roles where rolname = 'sanbao_app') then
    create role sanbao_app nologin noinherit;
  end if;
exception when duplicate_object or unique_violation then null; -- two databases of one server may migrate at once
end $$;
do $$ begin execute format('grant sanbao_app to %I', current_user); exception when others then null; end $$;
grant usage on schema public to sanbao_app;

-- The organisation of this transaction; '' after the first one, so an unset organisation is null and matches nothing.
create function current_org() returns text language sql stable as $$ select nullif(current_setting('sanbao.org', true), '') $$;

create table org (
  org_id     text primary key check (org_id ~ '^[a-z0-9][a-z0-9_-]{0,39}$'),
  created_at timestamptz(3) not null
);

-- Pack versions as text with the calendars they were read with, by content hash, so a verdict can be shown under its rule.
create table pack_text (
  org_id     text not null references org,
  hash       text not null check (hash ~ '^[0-9a-f]{64}$'),
  name       text not null,
  version    text not null,
  bundle     json not null,
  primary key (org_id, hash)
);

create table journal (
  org_id      text not null references org,
  stream      text not null check (stream ~ '^[a-z]+:[A-Za-z0-9_.-]{1,64}$'),
  seq         integer not null check (seq > 0),
  position    bigint generated always as identity,
  fact_id     text not null,
  kind        text not null check (kind ~ '^[a-z_]+\.[a-z_]+$'),
  at          timestamptz(3) not null,
  received_at timestamptz(3) not null,
  actor       text not null,
  pack        text,
  command_id  text not null,
  imported    boolean not null default false,
  disputed    text[] not null default '{}',
  data        json not null,                 -- json keeps the text as it was hashed
  personal_sha256 bytea,                     -- digest of the sealed personal part, which lies in `personal`
  hash        bytea not null check (length(hash) = 32),
  primary key (org_id, stream, seq)
);
create unique index journal_fact on journal (org_id, fact_id);
create unique index journal_position on journal (position);

-- Personal data beside the chain, sealed with a key per person: without the key the person is forgotten and the chain still verifies.
create table personal (
  org_id    text not null references org,
  fact_id   text not null,
  person_id text not null,
  sealed    bytea not null,
  primary key (org_id, fact_id)
);
create index personal_person on personal (org_id, person_id);

create table person_key (
  org_id    text not null references org,
  person_id text not null,
  key       bytea not null check (length(key) = 32),
  primary key (org_id, person_id)
);

-- The answer to each command, refusals too, kept for at least 400 days: a retry gets the first answer.
create table command (
  org_id      text not null references org,
  command_id  text not null check (length(command_id) between 8 and 100),
  actor       text not null,
  body_sha256 bytea not null,
  answer      json not null,
  answered_at timestamptz(3) not null,
  primary key (org_id, command_id)
);

-- Roots over all chains. `heads` (gzip, stream seq hash-prefix a line) only helps to name a culprit; the root is the proof.
create table journal_seal (
  position  bigint primary key,
  root      bytea not null,
  sealed_at timestamptz(3) not null,
  heads     bytea not null
);

create sequence case_number;

do $$
declare t text;
begin
  foreach t in array array['pack_text', 'journal', 'personal', 'person_key', 'command'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy %I on %I using (org_id = current_org()) with check (org_id = current_org())', t || '_org', t);
    -- Tools that walk all organisations (verify, rebuild, migrations) run as the owner and must say so.
    execute format('create policy %I on %I to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', t || '_tool', t, current_user);
  end loop;
end $$;
alter table org enable row level security;
alter table org force row level security;
create policy org_own on org using (org_id = current_org());
do $$ begin
  execute format('create policy org_tool on org to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', current_user);
end $$;

grant select, insert on pack_text, journal, personal, command to sanbao_app;
grant select, insert, delete on person_key to sanbao_app;
grant select on org to sanbao_app;
grant usage on sequence case_number to sanbao_app;
