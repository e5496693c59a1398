-- The telephone number of somebody of ours, so that the list of people can show and change it. Filled by `sanbao journal rebuild`.

alter table person_list add column phone text;
