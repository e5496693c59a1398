-- Searching and listing a million cases: the words of a case, the numbers made of them, and an index for every order of the list.
-- Where cases are already listed, `sanbao journal rebuild` fills what is new here.

alter table case_list add column words text not null default '';

-- What a case is found by, as numbers made of pairs of characters (server/journal/search_terms.ts): trigrams do not serve two
-- Chinese characters. Refilled by server/journal/refresh.ts; beside case_list, because a case moves often and its words hardly ever.
create table case_search (
  org_id  text not null references org,
  case_id text not null,
  terms   integer[] not null,
  primary key (org_id, case_id)
);
create index case_search_terms on case_search using gin (terms);

-- The owner's policy is plainly true and leaves no condition behind: after any other PostgreSQL would not ask the index, since
-- the operator of arrays is not leakproof. The role that serves requests is held by the first policy, as everywhere.
alter table case_search enable row level security;
alter table case_search force row level security;
create policy case_search_org on case_search using (org_id = current_org()) with check (org_id = current_org());
do $$ begin execute format('create policy case_search_tool on case_search to %I using (true) with check (true)', current_user); end $$;
grant select, insert, update, delete on case_search to sanbao_app;

-- The one narrow way to that index. Whose cases is not an argument: it is the organisation of the transaction, and none without one.
create function cases_with_terms(wanted integer[], at_most integer) returns setof text
  language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp
  as $$ select case_id from public.case_search where org_id = public.current_org() and cardinality(wanted) > 0 and terms @> wanted limit at_most $$;
revoke all on function cases_with_terms(integer[], integer) from public;
grant execute on function cases_with_terms(integer[], integer) to sanbao_app;

create index case_list_open_recent on case_list (org_id, reported_at desc, case_id) where finished_at is null;
-- 1000000 comes after 999999.
create index case_list_by_number on case_list (org_id, length(number) desc, number desc);
drop index case_list_engineer;
create index case_list_engineer on case_list (org_id, engineer_id, reported_at desc);

-- Views of the list that a person keeps under a name. Not facts: they say nothing of the service, only how somebody looks at it.
create table saved_filter (
  org_id    text not null references org,
  person_id text not null,
  name      text not null check (length(name) between 1 and 80),
  query     json not null,
  saved_at  timestamptz(3) not null,
  primary key (org_id, person_id, name)
);
alter table saved_filter enable row level security;
alter table saved_filter force row level security;
create policy saved_filter_org on saved_filter using (org_id = current_org()) with check (org_id = current_org());
do $$ begin
  execute format('create policy saved_filter_tool on saved_filter to %I using (current_setting(''sanbao.tool'', true) = ''on'') with check (current_setting(''sanbao.tool'', true) = ''on'')', current_user);
end $$;
grant select, insert, update, delete on saved_filter to sanbao_app;
