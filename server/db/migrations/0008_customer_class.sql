-- The class of the customer beside the zone: promises on supply plans are reported by class (KPI-07). Filled by `sanbao journal rebuild`.

alter table reading add column customer_class text;
