-- Permission in depth: parties, tries counted for all nodes, one-time links, second factors, sign-in through a provider, API keys.

alter table person_list add column party text;
create index case_list_branch on case_list (org_id, branch, next_deadline, case_id) where branch is not null;

-- The second factor, as better-auth 1.7.25 wants it.
alter table login."user" add column two_factor_enabled boolean;
create table login.two_factor (
  id                        text primary key,
  secret                    text not null,
  backup_codes              text not null,
  user_id                   text not null references login."user" on delete cascade,
  verified                  boolean,
  failed_verification_count integer,
  locked_until              timestamptz
);
create index two_factor_secret_idx on login.two_factor (secret);
create index two_factor_user_id_idx on login.two_factor (user_id);

-- Tries at passwords, counted by account, by address and by both, in windows of time. Names are hashed: nobody's address lies here.
create table login.attempt (
  kind  text not null check (kind in ('account', 'address', 'both')),
  key   text not null,
  since timestamptz not null,
  tries integer not null,
  primary key (kind, key)
);
create index attempt_since on login.attempt (since);

-- Links by which somebody chooses a password. Only their digest is kept: whoever reads this table opens nothing.
create table login.link (
  digest     bytea primary key,
  user_id    text not null references login."user" on delete cascade,
  made_at    timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index link_user on login.link (user_id);

-- A sign-in at a provider that is under way: what must come back, and what proves that we began it. Taken out once.
create table login.provider_try (
  digest     bytea primary key,
  nonce      text not null,
  verifier   text not null,
  expires_at timestamptz not null
);
create unique index account_of_provider on login.account (provider_id, account_id);

-- A key acts as the person who made it, or as a machine with roles of its own. Only its digest is kept.
create table login.api_key (
  org_id       text not null references org,
  key_id       text not null,
  name         text not null,
  prefix       text not null,
  digest       bytea not null unique,
  person_id    text,
  roles        text[],
  scopes       text[] not null check (cardinality(scopes) > 0),
  expires_at   timestamptz not null,
  made_by      text not null,
  made_at      timestamptz not null default now(),
  command_id   text not null,
  body_digest  bytea not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  revoked_by   text,
  primary key (org_id, key_id),
  unique (org_id, command_id),
  check ((person_id is null) = (roles is not null)),
  check ((revoked_at is null) = (revoked_by is null))
);

-- Asked with every request, so in one journey, and so that a role taken away or a person who left is out at once on every node.
-- The owner's rights over all organisations are needed, since only the answer says which organisation it is. They are claimed
-- inside, for this transaction: only a superuser may bind such a setting to a function, and the owner need not be one.
create function login.active_pack(org text) returns text
  language sql
  as $$ select set_config('sanbao.tool', 'on', true); select hash from public.pack_activation where org_id = org order by activated_at <= now() desc, case when activated_at <= now() then activated_at end desc, activated_at, seq desc limit 1 $$;

create function login.who(session_token text)
  returns table (org_id text, person_id text, user_id text, session_id text, email text, is_old boolean, name text, roles text[], party text, pack_hash text)
  language plpgsql
  as $$
#variable_conflict use_column
begin
  perform set_config('sanbao.tool', 'on', true);
  return query
    select u.org_id, u.person_id, u.id, s.id, u.email, s.updated_at < now() - interval '1 day', p.name, p.roles, p.party, login.active_pack(u.org_id)
      from login.session s
      join login."user" u on u.id = s.user_id
      join public.person_list p on p.org_id = u.org_id and p.person_id = u.person_id
     where s.token = session_token and s.expires_at > now() and p.active;
end $$;

create function login.who_by_key(key_digest bytea)
  returns table (org_id text, person_id text, key_id text, name text, roles text[], party text, scopes text[], pack_hash text)
  language plpgsql
  as $$
#variable_conflict use_column
begin
  perform set_config('sanbao.tool', 'on', true);
  -- Written at most once a minute, so that a busy key does not make every question a change.
  update login.api_key set last_used_at = now()
   where digest = key_digest and revoked_at is null and (last_used_at is null or last_used_at < now() - interval '1 minute');
  return query
    select k.org_id, coalesce(k.person_id, 'machine.' || k.key_id), k.key_id, coalesce(p.name, k.name), coalesce(p.roles, k.roles), p.party, k.scopes,
           login.active_pack(k.org_id)
      from login.api_key k
      left join public.person_list p on p.org_id = k.org_id and p.person_id = k.person_id
     where k.digest = key_digest and k.revoked_at is null and k.expires_at > now() and (k.person_id is null or p.active);
end $$;

-- The roles a pack names; asked once for each version, which never changes.
create function login.roles_of(org text, pack text) returns json
  language sql
  as $$ select set_config('sanbao.tool', 'on', true); select bundle::json -> 'roles' from public.pack_text where org_id = org and hash = pack $$;

-- Whether somebody is still one of us, for whoever signs in.
create function login.is_active(org text, person text) returns boolean
  language sql
  as $$ select set_config('sanbao.tool', 'on', true); select coalesce((select active from public.person_list where org_id = org and person_id = person), false) $$;

-- What a branch or partner firm has. Its cases carry it; a customer is theirs through a case of theirs, or because their people
-- registered it; a unit through its customer or its case. Asked by reading and by writing, so that both draw one line.
create function customer_is_of(customer text, of_party text) returns boolean
  language sql stable
  as $$ select exists (select from case_list c where c.org_id = current_org() and c.customer_id = customer and c.branch = of_party)
            or exists (select from journal j join person_list p on p.org_id = j.org_id and p.person_id = j.actor
                        where j.org_id = current_org() and j.stream = 'customer:' || customer and j.seq = 1 and p.party = of_party) $$;
create function unit_is_of(unit text, of_party text) returns boolean
  language sql stable
  as $$ select exists (select from unit_list u where u.org_id = current_org() and u.unit_id = unit and customer_is_of(u.customer_id, of_party))
            or exists (select from case_list c where c.org_id = current_org() and c.unit_id = unit and c.branch = of_party)
            or exists (select from journal j join person_list p on p.org_id = j.org_id and p.person_id = j.actor
                        where j.org_id = current_org() and j.stream = 'unit:' || unit and j.seq = 1 and p.party = of_party) $$;

-- What an engineer has through their visits.
create function customer_is_visited_by(customer text, engineer text) returns boolean
  language sql stable
  as $$ select exists (select from case_list c join visit_list v using (org_id, case_id)
                        where c.org_id = current_org() and c.customer_id = customer and v.engineer_id = engineer) $$;
create function unit_is_visited_by(unit text, engineer text) returns boolean
  language sql stable
  as $$ select exists (select from unit_list u where u.org_id = current_org() and u.unit_id = unit and customer_is_visited_by(u.customer_id, engineer))
            or exists (select from case_list c join visit_list v using (org_id, case_id)
                        where c.org_id = current_org() and c.unit_id = unit and v.engineer_id = engineer) $$;
