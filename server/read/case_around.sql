-- Which cases may belong together with this one? The same customer, the same unit, or lately the same address.
-- $1 organisation, $2 case, $3 customer or null, $4 unit or null, $5 address or null, $6 reported since, for an address
select case_id, array_agg(distinct why) as why
  from (select case_id, 'customer' as why from case_list where org_id = $1 and customer_id = $3
        union all
        select case_id, 'unit' from case_list where org_id = $1 and unit_id = $4
        union all
        select case_id, 'place' from case_list where org_id = $1 and md5(address) = md5($5) and address = $5 and reported_at >= $6) found
 where case_id <> $2
 group by case_id
