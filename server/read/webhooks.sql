-- Which systems are told of alarms, and does it reach them?
-- $1 organisation, $2 subscription the last page ended with, $3 how many
select w.webhook_id, w.url, w.kinds, w.active, w.since, w.seq, s.secret,
       (select count(*)::int from message m where m.org_id = w.org_id and m.state = 'waiting' and m.channel = 'webhook' and m.recipient = w.webhook_id) as waiting,
       (select count(*)::int from message m where m.org_id = w.org_id and m.state = 'parked' and m.channel = 'webhook' and m.recipient = w.webhook_id) as parked
  from webhook_list w
  left join webhook_secret s using (org_id, webhook_id)
 where w.org_id = $1 and w.webhook_id > $2
 order by w.webhook_id
 limit $3
