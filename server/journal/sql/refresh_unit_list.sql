-- Replaces rows of unit_list by what core read off the journal. $1 [unit_list rows]
insert into unit_list (org_id, unit_id, customer_id, model, serial, purchased_on, seq)
select org_id, unit_id, customer_id, model, serial, purchased_on, seq
  from json_populate_recordset(null::unit_list, $1::json)
on conflict (org_id, unit_id) do update set
   (customer_id, model, serial, purchased_on, seq)
 = (excluded.customer_id, excluded.model, excluded.serial, excluded.purchased_on, excluded.seq)
