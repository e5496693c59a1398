-- Replaces rows of customer_list by what core read off the journal. $1 [customer_list rows]
insert into customer_list (org_id, customer_id, name, phones, address, class, zone, area, erased, seq)
select org_id, customer_id, name, phones, address, class, zone, area, erased, seq
  from json_populate_recordset(null::customer_list, $1::json)
on conflict (org_id, customer_id) do update set
   (name, phones, address, class, zone, area, erased, seq)
 = (excluded.name, excluded.phones, excluded.address, excluded.class, excluded.zone, excluded.area,
    excluded.erased, excluded.seq)
