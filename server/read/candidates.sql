-- Who goes out at all: what each still has before them, where they set out from, and the case at which they last arrived.
-- $1 organisation, $2 codes of the engineers' roles, $3 branch or partner firm or null
select p.person_id, p.name, p.zones, p.skills, p.lat, p.lon,
       (select count(*)::int
          from visit_list v
          join case_list c on c.org_id = v.org_id and c.case_id = v.case_id
         where v.org_id = p.org_id and v.engineer_id = p.person_id and c.finished_at is null
           and v.phase not in ('declined', 'withdrawn', 'left', 'signed', 'no_access')) as open_visits,
       (select v.case_id
          from visit_list v
         where v.org_id = p.org_id and v.engineer_id = p.person_id and v.arrived_at is not null
         order by v.arrived_at desc
         limit 1) as last_case
  from person_list p
 where p.org_id = $1 and p.active and $2 && p.roles
   and ($3::text is null or p.party = $3)
 order by p.person_id
 limit 300
