-- Who is there, and how many visits does each still have before them?
-- $1 organisation, $2 codes of the role or null, $3 person the last page ended with, $4 how many, $5 branch or partner firm or null
select p.person_id, p.name, p.email, p.phone, p.roles, p.zones, p.skills, p.active, p.party, p.seq,
       (select count(*)::int
          from visit_list v
          join case_list c on c.org_id = v.org_id and c.case_id = v.case_id
         where v.org_id = p.org_id and v.engineer_id = p.person_id and c.finished_at is null
           and v.phase not in ('declined', 'withdrawn', 'left', 'signed', 'no_access')) as open_visits
  from person_list p
 where p.org_id = $1
   and ($2::text[] is null or $2 && p.roles)
   and ($5::text is null or p.party = $5)
   and p.person_id > $3
 order by p.person_id
 limit $4
