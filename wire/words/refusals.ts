/** Every refusal in plain words, with what to do next; {braces} are filled from the detail of the refusal. */

import type { Refusal } from '../../core/base/refusal.ts';

type RefusalLanguage = 'en' | 'zh-CN';
export type RefusalWords = Readonly<Record<RefusalLanguage, { readonly title: string; readonly detail: string }>>;

// A table of rows: code, then title and detail in English, then in Chinese. Typed at the end, so that a missing code does not compile.
function say(enTitle: string, enDetail: string, zhTitle: string, zhDetail: string): RefusalWords {
  return { en: { title: enTitle, detail: enDetail }, 'zh-CN': { title: zhTitle, detail: zhDetail } };
}

const ofCases = {
  case_exists: say('This case exists already', 'Case {case_id} was reported before. Open it instead of reporting it again.', '服务单已存在', '服务单 {case_id} 已登记过，请直接打开，不要重复登记。'),
  case_closed: say('The case is closed', 'Reopen the case first; if the closing was a mistake, have it corrected.', '服务单已关闭', '请先重新打开服务单；如果是误关闭，请由主管更正该关闭记录。'),
  case_cancelled: say('The case is cancelled', 'Take a new report; if the cancelling was a mistake, have it corrected.', '服务单已取消', '请重新登记一张服务单；如果是误取消，请由主管更正该取消记录。'),
  case_not_closed: say('The case is not closed', 'Only a closed case is reopened. Go on working in it as it is.', '服务单尚未关闭', '只有已关闭的服务单才能重新打开，请直接继续办理。'),
  unknown_case: say('No such case', 'Check the number, or look for the case by phone or name.', '没有这张服务单', '请核对编号，或按电话、姓名查找。'),
  visit_not_finished: say('A visit is not finished', 'Visit {visit_id} is still under way. Record how it ended or take it back first.', '上门服务尚未结束', '上门服务 {visit_id} 仍在进行，请先记录结果或撤回该次上门。'),
  unknown_zone: say('This zone is not known', 'There is no zone {zone} in the rules of this organisation. Choose one from the list.', '没有这个区域', '本单位的规则中没有区域 {zone}，请从列表中选择。'),
  unknown_matter: say('This kind of matter is not known', 'There is no matter {matter} in the rules of this organisation. Choose one from the list.', '没有这类事项', '本单位的规则中没有事项 {matter}，请从列表中选择。'),
  unknown_class: say('This customer class is not known', 'There is no customer class {customer_class} in the rules of this organisation. Choose one from the list.', '没有这种客户类别', '本单位的规则中没有客户类别 {customer_class}，请从列表中选择。'),
  unknown_category: say('This category is not known', 'There is no category {category} in the rules of this organisation. Choose one from the list.', '没有这个服务类别', '本单位的规则中没有服务类别 {category}，请从列表中选择。'),
  unknown_reason: say('This reason is not known', 'There is no reason {reason} in the rules of this organisation. Choose one from the list.', '没有这个原因', '本单位的规则中没有原因 {reason}，请从列表中选择。'),
  reason_missing: say('A reason is needed', 'Say in a few words why.', '需要填写原因', '请简要说明原因。'),
  nothing_new: say('Nothing new was said', 'Change at least one field before saving.', '没有新内容', '请至少修改一项后再保存。'),
  customer_given_twice: say('Two customers were named', 'Name a known customer or describe a new one, not both.', '同时给出了两个客户', '请选择已有客户或填写新客户，只能二选一。'),
  not_yours_to_record: say('This is not yours to record', '{kind} is recorded by somebody with another role. Leave it to them.', '该事项不由您登记', '{kind} 由其他岗位登记，请留给相应人员。'),
  not_a_milestone: say('This is not a milestone', '{kind} is recorded by a command of its own. Use that one.', '不是里程碑事项', '{kind} 有专门的操作，请使用该操作记录。'),
  bad_milestone: say('The milestone is not filled in rightly', 'Look at {path} of {kind} and send it again.', '里程碑填写有误', '请检查 {kind} 的 {path} 一项后重新提交。'),
  already_waiting: say('The case is waiting already', 'Resume it before it waits for another reason.', '服务单已在等待', '如需更换等待原因，请先恢复办理。'),
  not_waiting: say('The case is not waiting', 'There is nothing to resume. Go on working in it as it is.', '服务单不在等待状态', '无需恢复，请直接继续办理。'),
  already_resolved: say('The case is resolved already', 'It was resolved at {at}. If that moment is wrong, have that record corrected.', '服务单已解决', '已于 {at} 记录解决。如时间有误，请更正该条记录。'),
  gate_closed: say('Something must come first', '{need} Rule: {gate}.', '还缺一步', '{need}规则：{gate}。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofFiles = {
  file_type_unknown: say('This kind of file is not kept', 'Photos (JPEG, PNG, WebP, HEIC), PDF, Word and Excel without macros, and plain text are taken; what a file is, is read off its content.', '不接受这种文件', '可上传照片（JPEG、PNG、WebP、HEIC）、PDF、不含宏的 Word 和 Excel 以及纯文本；类型按文件内容判断。'),
  file_too_large: say('The file is too large', 'At most {most_mb} MB are kept. Make the photo smaller and send it again.', '文件过大', '单个文件最多 {most_mb} MB，请压缩后重新上传。'),
  file_there_already: say('This file is there already', 'The case has a file with exactly this content. Nothing is left to do.', '文件已存在', '本服务单已有内容完全相同的文件，无需重复上传。'),
  too_many_files: say('The case has too many files', 'At most {most} are kept. Withdraw one that is not needed, or put several papers into one PDF.', '文件数量过多', '每张服务单最多 {most} 个文件，请先作废不需要的文件，或合并为一个 PDF。'),
  unknown_file: say('No such file', 'It is not among the files of this case, or was erased with its customer. Load the case again.', '没有这个文件', '本服务单中没有该文件，或已随客户信息一并删除，请刷新后重试。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofFacts = {
  unknown_fact: say('No such record', 'This case holds no record {fact_id}. Load the case again and choose the record from it.', '没有这条记录', '本服务单中没有记录 {fact_id}，请刷新后重新选择。'),
  stale_revision: say('Somebody corrected this record meanwhile', 'Its revision is now {revision}. Look at it again before correcting it.', '该记录已被他人更正', '当前版次为 {revision}，请重新查看后再更正。'),
  nothing_to_correct: say('Nothing would be corrected', 'Give a replacement or withdraw the record: one of the two.', '没有要更正的内容', '请填写更正内容或选择作废，二者取其一。'),
  bad_replacement: say('The correction is not filled in rightly', 'Look at {path}: a {kind} cannot say that.', '更正内容有误', '请检查 {path} 一项：{kind} 不能这样填写。'),
  personal_not_corrected: say('Personal details are not corrected here', 'Change {field} in the customer’s own record.', '个人信息不在此处更正', '请在客户档案中修改 {field}。'),
  signature_is_final: say('A signature is final', 'What a customer has signed cannot be altered or withdrawn. Record what is different in a new visit.', '签名不可更改', '客户的签名不得修改或作废。如有出入，请另行安排上门并如实记录。'),
  not_correctable: say('This record is not corrected in this way', 'Record anew what holds now instead of correcting {kind}.', '该记录不能这样更正', '{kind} 不作更正，请重新记录现在的情况。'),
  report_needed: say('A case needs its report', 'The report of a case cannot be withdrawn. Cancel the case instead.', '报修登记不可作废', '服务单的报修登记不能作废，请改为取消服务单。'),
  at_in_future: say('This moment has not come yet', '{at} lies ahead. Give the moment at which it happened.', '时间尚未到来', '{at} 在当前时间之后，请填写实际发生的时间。'),
  not_disputed: say('Nobody disputes this', 'Only a disputed record needs accepting. Nothing is left to do.', '没有争议', '只有存疑的记录才需要认可，无需操作。'),
  fact_already_accepted: say('This was accepted already', 'The record counts as it stands. Nothing is left to do.', '已经认可过', '该记录已按所报内容生效，无需操作。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofVisits = {
  unknown_visit: say('No such visit', 'This case has no visit {visit_id}. Load the case again and choose the visit from it.', '没有这次上门服务', '本服务单中没有上门服务 {visit_id}，请刷新后重新选择。'),
  visit_exists: say('This visit exists already', 'A visit with this id was assigned before. Leave the id out to have one made.', '上门服务编号已存在', '该编号已被使用，可不填编号，由系统生成。'),
  not_your_visit: say('This is not your visit', 'Only its engineer may do this. Ask dispatch if the visit should be yours.', '这不是您的上门服务', '只有负责该次上门的工程师可以操作；如应由您负责，请联系调度。'),
  unknown_engineer: say('No such engineer', '{engineer_id} is not one of our engineers. Choose one from the list.', '没有这位工程师', '{engineer_id} 不是本单位的服务工程师，请从列表中选择。'),
  inactive_engineer: say('This engineer has left', '{engineer_id} takes no more visits. Choose somebody else.', '该工程师已离职', '{engineer_id} 已不再接单，请另选工程师。'),
  already_assigned: say('This engineer has the case already', 'Visit {visit_id} of this case is with them. Use that visit, or choose somebody else.', '该工程师已在处理此单', '上门服务 {visit_id} 已派给该工程师，请使用该次上门或另选工程师。'),
  same_engineer: say('The visit is with this engineer already', 'Choose somebody else to hand it over to.', '已由该工程师负责', '改派时请选择另一位工程师。'),
  visit_already_accepted: say('The visit is accepted already', 'It was accepted at {at}. Go on with the next step.', '已接单', '已于 {at} 接单，请继续下一步。'),
  visit_declined: say('The visit was declined', 'It waits for dispatch to give it to somebody.', '该次上门已被退回', '请等待调度重新派工。'),
  visit_withdrawn: say('The visit was taken back', 'Ask dispatch what to do; a new visit may have been assigned.', '该次上门已撤回', '请联系调度，可能已另行派工。'),
  visit_finished: say('The visit is over', 'Assign a new visit if somebody must go again.', '该次上门已结束', '如需再次上门，请新派一次上门服务。'),
  visit_already_on_site: say('The engineer is on site already', 'They arrived at {at}. Let them record how it ended, then assign a new visit.', '工程师已到达现场', '工程师已于 {at} 到达，请先记录本次结果，再另派上门服务。'),
  consent_missing: say('The customer has not agreed', 'Agree the time with the customer first, then record that they agreed.', '未取得客户同意', '请先征得客户同意，再登记约定时间。'),
  appointment_in_past: say('The agreed time has passed', '{appointment_at} lies in the past. Agree a time to come.', '约定时间已过', '{appointment_at} 已经过去，请约定将来的时间。'),
  until_before_appointment: say('The window ends before it begins', 'Give an end that lies after the beginning.', '时间段的结束早于开始', '请填写晚于开始时间的结束时间。'),
  estimate_in_past: say('The new time has passed', '{new_estimate_at} lies in the past. Tell when you expect to arrive.', '预计时间已过', '{new_estimate_at} 已经过去，请填写预计到达的时间。'),
  already_departed: say('The departure is recorded already', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录出发', '已记录于 {at} 出发。如时间有误，请更正该条记录，不要重复登记。'),
  already_arrived: say('The arrival is recorded already', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录到达', '已记录于 {at} 到达。如时间有误，请更正该条记录，不要重复登记。'),
  already_no_access: say('It is recorded already that nobody let the engineer in', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录未能进门', '已记录于 {at} 未能进门。如时间有误，请更正该条记录，不要重复登记。'),
  already_restored: say('The restoration is recorded already', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录恢复', '已记录于 {at} 恢复。如时间有误，请更正该条记录，不要重复登记。'),
  already_repaired: say('The repair is recorded already', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录维修完成', '已记录于 {at} 维修完成。如时间有误，请更正该条记录，不要重复登记。'),
  already_left: say('The leaving is recorded already', 'It stands at {at}. If that is wrong, have that record corrected instead of adding another.', '已记录离开', '已记录于 {at} 离开。如时间有误，请更正该条记录，不要重复登记。'),
  work_not_done: say('The work is not done yet', 'The customer signs only after the service ends. Record the repair or the restoration first.', '服务尚未完成', '服务结束后方可请客户签字，请先记录维修完成或恢复。'),
  report_missing: say('There is no report to sign', 'Write the service report and show it to the customer first.', '尚无服务报告', '请先填写服务报告并给客户看过，再请客户签字。'),
  report_changed: say('The report has changed', 'The text that was shown is not the present one. Show the present text and have that signed.', '报告内容已变更', '客户看到的不是当前的报告内容，请重新出示后再签字。'),
  report_signed: say('The report is signed', 'What a customer has signed is not altered. Record what is different in a new visit.', '报告已签字', '客户签字后的报告不得更改。如有出入，请另行安排上门并如实记录。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofOthers = {
  customer_exists: say('This customer exists already', 'Customer {customer_id} is registered. Open that record instead.', '客户已存在', '客户 {customer_id} 已登记，请直接打开档案。'),
  unknown_customer: say('No such customer', 'Look for the customer by phone or name, or register a new one.', '没有这位客户', '请按电话或姓名查找，或登记新客户。'),
  customer_erased: say('This customer was erased', 'Their personal data is gone for good. Register them anew if they call again.', '客户信息已清除', '该客户的个人信息已永久清除；如再次来电，请重新登记。'),
  unknown_unit: say('No such unit', 'Choose a unit of this customer, or register it.', '没有这台设备', '请选择该客户名下的设备，或先登记设备。'),
  unit_exists: say('This unit exists already', 'Unit {unit_id} is registered. Choose it from the customer’s units.', '设备已存在', '设备 {unit_id} 已登记，请从客户的设备中选择。'),
  person_exists: say('This person exists already', '{person_id} is on the list of our people already.', '人员已存在', '{person_id} 已在人员名单中。'),
  unknown_person: say('No such person', 'Choose somebody from the list of our people.', '没有这位人员', '请从人员名单中选择。'),
  person_left: say('This person has left', 'Nothing more is changed in the record of somebody who has left.', '该人员已离职', '已离职人员的资料不再修改。'),
  role_missing: say('A role is needed', 'Give this person at least one role.', '需要选择角色', '请为该人员至少选择一个角色。'),
  unknown_role: say('This role is not known', 'There is no role {role} in the rules of this organisation. Choose one from the list.', '没有这个角色', '本单位的规则中没有角色 {role}，请从列表中选择。'),
  event_exists: say('This event exists already', 'Event {event_id} was declared before. End it, or declare another.', '事件已存在', '事件 {event_id} 已发布，可结束该事件或另行发布。'),
  unknown_event: say('No such event', 'Choose one from the list of declared events.', '没有这个事件', '请从已发布的事件中选择。'),
  ends_before_begin: say('It would end before it begins', 'It begins at {begins_at}. Give an end that lies after that.', '结束早于开始', '该事件于 {begins_at} 开始，请填写更晚的结束时间。'),
  webhook_exists: say('This subscription exists already', 'Subscription {webhook_id} was made before. Leave the id out to have one made.', '订阅已存在', '订阅 {webhook_id} 已存在；可不填编号，由系统生成。'),
  unknown_webhook: say('No such subscription', 'Choose one from the list of subscriptions.', '没有这个订阅', '请从订阅列表中选择。'),
  webhook_stopped: say('This subscription was stopped', 'Make a new one; it gets a new secret.', '订阅已停止', '如仍需推送，请新建订阅；新订阅使用新的密钥。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofPacks = {
  unknown_pack_version: say('No such version of the rules', 'Load the list again and choose a version from it.', '没有这个规则版本', '请刷新列表后重新选择。'),
  pack_proposed_already: say('This version is proposed already', 'Version {version} of {name} waits for approval or activation. Open it instead of proposing it again.', '该版本已提交', '{name} 的版本 {version} 正在等待审批或启用，请直接打开，不要重复提交。'),
  pack_returned: say('This version was returned', 'Read the remarks, change the text and propose it again.', '该版本已退回', '请查看退回意见，修改后重新提交。'),
  pack_active_already: say('This version is active already', 'Version {version} of {name} answers already. Nothing is left to do.', '该版本已启用', '{name} 的版本 {version} 已在使用，无需操作。'),
  nothing_to_approve: say('No approval is waiting', 'Everybody who had to approve has done so; the version can be activated.', '没有待审批的步骤', '所需审批均已完成，可以启用该版本。'),
  own_proposal: say('Somebody else must approve this', 'You proposed this version. Ask a colleague who may approve it.', '不能审批自己提交的版本', '该版本由您提交，请由其他有审批权的同事审批。'),
  approved_by_you: say('You approved this already', 'The next step is for somebody else.', '您已审批过', '下一步须由其他人审批。'),
  not_approver: say('This step is for another role', 'It waits for the role “{role}”. Ask somebody who holds it.', '该步骤由其他角色审批', '此步骤须由“{role}”审批，请联系相应同事。'),
  approval_missing: say('An approval is missing', 'The rules in force ask for the approval of the role “{role}” first.', '尚缺审批', '现行规则要求先由“{role}”审批。'),
  pack_unsound: say('These rules have faults', '{file}, line {line}: {fault}. Mend this and what the check shows besides, then propose it again.', '规则文本有误', '{file} 第 {line} 行：{fault}。请改正检查列出的问题后重新提交。'),
  pack_version_taken: say('This version number is taken', 'Version {version} of {name} exists with another text. Give the changed rules a new version number.', '版本号已被使用', '{name} 的版本 {version} 已存在且内容不同，请使用新的版本号。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofCalendars = {
  unknown_calendar: say('No such calendar', 'The rules in force have no calendar {calendar}. Choose one from the list.', '没有这个日历', '现行规则中没有日历 {calendar}，请从列表中选择。'),
  feed_unreachable: say('The feed could not be fetched', '{reason}. Look at the address, or fetch the file yourself and give it here.', '无法取得日历文件', '原因：{reason}。请核对地址，或自行下载文件后在此选择。'),
  feed_not_calendar: say('This is no iCalendar', 'It cannot be read from line {line} on. Give a file that begins with BEGIN:VCALENDAR, as calendar programs export it (.ics).', '这不是 iCalendar 日历', '从第 {line} 行起无法读取。请提供以 BEGIN:VCALENDAR 开头、由日历程序导出的文件（.ics）。'),
  feed_too_large: say('This calendar is too large', 'At most {most} of its characters, events or recurring events are read. Export only the holidays.', '日历过大', '字符、事件或重复事件最多读取 {most} 个。请只导出节假日。'),
  feed_date: say('A date of the feed is none', 'The event at line {line} has no date that exists, ends before it begins, or lasts longer than 60 days. Mend it where it was written.', '日历中的日期有误', '第 {line} 行的事件日期不存在、结束早于开始或超过 60 天，请在来源处更正。'),
  feed_rule: say('A recurrence cannot be followed', 'Line {line}: {fault}. Days recur daily, weekly, monthly or yearly, at most 1,000 times if counted.', '无法识别重复规则', '第 {line} 行：{fault}。只支持按日、周、月、年重复；写明次数时最多 1000 次。'),
  feed_zone: say('The feed is of another time zone', 'Line {line} names {zone}, the calendar is of {ours}. Take a feed that was made for this place.', '日历的时区不符', '第 {line} 行的时区为 {zone}，而本日历的时区为 {ours}。请使用当地的日历。'),
  feed_markup: say('A name in the feed is no plain text', 'Line {line} holds markup or control characters. Mend the name of the event where it was written.', '日历中的名称不是纯文本', '第 {line} 行含有标记或控制字符，请在来源处更正事件名称。'),
  feed_conflict: say('A day is both off and worked', 'On {date} the feed says "{one}" and "{other}". Take one of them out where it was written.', '同一天既休息又上班', '{date} 同时写有“{one}”和“{other}”，请在来源处删去其一。'),
  feed_year_empty: say('The feed names no day of a year', 'Nothing is said of {year}. Ask only for the years that the feed knows; a year without holidays is not guessed.', '日历缺少某一年的数据', '日历中没有 {year} 年的任何一天。请只选择日历已有的年份，系统不作推测。'),
  feed_years_apart: say('A year between would be unknown', 'The calendar knows {first} to {last}. Take years that adjoin these.', '年份不连续', '该日历已有 {first} 至 {last} 年的数据，请选择与之相接的年份。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofApprovals = {
  unknown_approval: say('Nothing of this name is approved', 'The rules in force know no approval {approval}. Look on the page of the case which there are.', '没有这种审批', '现行规则中没有审批事项 {approval}，请在服务单页面查看可申请的审批。'),
  unknown_request: say('No such request', 'This case has no request {approval_id}. Look at the approvals on its page.', '没有这份申请', '本服务单没有申请 {approval_id}，请查看服务单页面的审批。'),
  approval_exists: say('This request exists already', 'Request {approval_id} was put forward before. Look at it instead of asking again.', '申请已存在', '申请 {approval_id} 已提交过，请直接查看，不要重复提交。'),
  approval_unfit: say('The request is not filled in rightly', 'Look at {path} and send it again.', '申请填写有误', '请检查 {path} 一项后重新提交。'),
  approval_pending: say('The same is waiting for approval', 'A request that says the same was put forward before and waits. Nothing is left to do but to wait for it.', '同样的申请正在审批', '内容相同的申请已提交，正在等待审批，无需重复提交。'),
  not_asker: say('This is asked for by others', 'It is asked for by whoever is {roles}. Ask one of them to put it forward.', '须由其他角色申请', '该审批由角色 {roles} 申请，请联系相应同事提交。'),
  approval_granted: say('This was approved already', 'Every step was approved; nothing is left to decide.', '已经批准', '所有步骤均已批准，无需再处理。'),
  approval_returned: say('This came back', 'It was returned with remarks. Whoever asked can put it forward again.', '申请已退回', '该申请已附意见退回，可由申请人修改后重新提交。'),
  approval_withdrawn: say('This was withdrawn', 'The request was taken back. Ask anew if it is needed after all.', '申请已撤回', '该申请已撤回。如仍需要，请重新申请。'),
  approval_not_returned: say('This did not come back', 'It still waits for approval as it is. Withdraw it first if it has to be changed.', '申请未被退回', '该申请仍在审批中。如需修改，请先撤回。'),
  approval_outdated: say('What was to be approved has changed', 'Something was recorded on the case since. Have it put forward again as it is now.', '申请内容已变化', '申请之后服务单又有变化，请按现状重新提交后再审批。'),
  own_request: say('Somebody else must approve this', 'It was put forward by you, or by whom you act for. Somebody else who may approve it has to decide.', '不能审批自己的申请', '该申请由您本人或您所代理的人提交，请由其他有审批权的人审批。'),
  approved_before: say('You approved a step of this already', 'Whoever approved one step, in person or through a deputy, approves no other. The next step is for somebody else.', '您已审批过其中一步', '同一人（包括本人或代理）只能审批一步，下一步须由其他人审批。'),
  not_your_request: say('This is not yours to withdraw', 'Whoever asked for it withdraws it, or whoever leads.', '不能撤回他人的申请', '只有申请人或主管可以撤回该申请。'),
  comes_by_approval: say('This comes by an approval', '{kind} is recorded when the approval {approval} is given. Ask for it on the page of the case, under Approvals.', '须经审批产生', '{kind} 在审批 {approval} 通过后自动记录，请在服务单页面的“审批”中申请。'),
  approval_not_asked: say('An approval is missing', '{need} Nobody has asked for it yet: ask for “{words}” on the page of the case, under Approvals. Rule: {gate}.', '尚缺审批', '{need}目前还没有人申请：请在服务单页面的“审批”中申请“{words}”。规则：{gate}。'),
  approval_waits: say('An approval is under way', '{need} “{words}” was asked for and waits for the role “{role}”. Rule: {gate}.', '正在等待审批', '{need}“{words}”已申请，正等待“{role}”审批。规则：{gate}。'),
  approval_came_back: say('The approval was returned', '{need} “{words}” came back with remarks: read them under Approvals, put right what is named, and put it forward again. Rule: {gate}.', '审批被退回', '{need}“{words}”已附意见退回：请在“审批”中查看意见，改正后重新提交。规则：{gate}。'),
  unknown_deputy: say('No such colleague', 'There is nobody {person_id} among the people you can name. Choose somebody from the list.', '没有这位同事', '可指定的人员中没有 {person_id}，请从列表中选择。'),
  deputy_of_oneself: say('Nobody is their own deputy', 'Choose somebody else to act.', '不能由本人代理', '请选择其他人代理。'),
  deputy_over: say('This time is over', 'It would have ended at {at}. Choose an end that is still to come.', '代理时间已过', '结束时间 {at} 已过，请选择将来的时间。'),
  no_deputy: say('Nobody acts for them', 'There is no deputy whose time could be ended.', '当前没有代理人', '目前没有可结束的代理。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofDuties = {
  unknown_subject: say('This is not in our care', 'Nothing of this kind is known as {subject_id}. Take it into care first, or check the name.', '没有这个管理对象', '没有编号为 {subject_id} 的对象，请先将其纳入管理或核对编号。'),
  already_in_care: say('It is in our care already', '{subject_id} was taken into care before. Put somebody else in charge, or give it up first.', '已纳入管理', '{subject_id} 已纳入管理，可改派负责人，或先终止管理。'),
  not_in_care: say('It is not in our care', '{subject_id} was never taken into care by name, or was given up. Take it into care first.', '未纳入管理', '{subject_id} 未单独纳入管理或已终止管理，请先纳入管理。'),
  already_set_aside: say('It stands still already', '{subject_id} was set aside before. Say when it ran again first.', '已处于停用状态', '{subject_id} 已停用，请先记录恢复运行的时间。'),
  not_set_aside: say('It is running', '{subject_id} was not set aside, so it cannot be resumed.', '并未停用', '{subject_id} 没有停用，无需恢复。'),
  unknown_duty: say('This duty is not known here', 'The rules name no duty {duty} for such a subject. Choose one from the list.', '没有这项定期工作', '本单位规则中此类对象没有 {duty} 这项工作，请从列表中选择。'),
  duty_recurs: say('This duty recurs by itself', 'The rules say when {duty} is due; no date is planned for it.', '该工作按周期自动到期', '{duty} 的周期由规则规定，无需另排日期。'),
  due_in_past: say('This date is over', '{due_on} has passed. Plan a date from today on.', '日期已过', '{due_on} 已过，请选择今天或以后的日期。'),
  unknown_occurrence: say('Nothing of the kind is due', 'There is no such date of {duty}. Look at the list of what is due, which may have moved on.', '没有这一期', '{duty} 没有这一期，请刷新应办列表后再试。'),
  already_done: say('It was done already', 'It is recorded as done at {at}. A mistake in it can be corrected.', '已办理', '该项已于 {at} 办理；如有误，请更正该记录。'),
  not_open_yet: say('It is too early', 'This one opens at {opens_at}. What was done earlier is recorded without naming it.', '尚未开始', '该项自 {opens_at} 起办理；提前做的请不指定期次单独记录。'),
  evidence_missing: say('Evidence is missing', 'Fill in {field}: it proves that the duty was done.', '缺少办理依据', '请填写 {field}，作为已办理的依据。'),
  unknown_evidence: say('This evidence is not asked for', 'The duty has no field {field}. Leave it out, or write it into the note.', '不需要这项依据', '该工作没有 {field} 一项，请删去或写入备注。'),
  bad_evidence: say('This evidence is not filled in rightly', 'Look at {field}: a number, yes or no, or one of the choices is expected.', '办理依据填写有误', '请检查 {field}，应为数字、是否或所列选项之一。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofPeriods = {
  unknown_promise: say('This promise is not known here', 'The rules name no promise {clock}. Choose one from the list.', '没有这项承诺', '本单位规则中没有承诺 {clock}，请从列表中选择。'),
  period_backward: say('The last day comes before the first', 'Give a last day that is {first_day} or later.', '日期先后颠倒', '最后一天不能早于 {first_day}。'),
  period_not_over: say('This period is not over', 'Its figures still move until the end of {last_day}. Close it after that.', '该时段尚未结束', '{last_day} 结束前数字仍会变化，请在此之后结账。'),
  period_closed: say('These days are closed already', 'The period from {first_day} to {last_day} was closed. What changed since is listed beside its figures.', '该时段已结账', '{first_day} 至 {last_day} 已结账，此后的变化列在该时段的数字旁。'),
  unknown_period: say('No such closed period', 'Load the list of closed periods again and choose one from it.', '没有这个已结账时段', '请刷新已结账时段列表后重新选择。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofTheProgram = {
  unsafe_address: say('This address is not gone to', 'Give an https address that is reached over the internet. Whoever runs the server may allow inner addresses.', '不能使用该地址', '请填写可从互联网访问的 https 地址；如需使用内网地址，请由服务器管理员放行。'),
  unknown_message: say('No such message', 'Load the list again and choose a message from it.', '没有这条消息', '请刷新列表后重新选择。'),
  message_not_parked: say('This message is not parked', 'Only a message that was given up is sent anew. This one is on its way or has arrived.', '该消息未被搁置', '只有已停止重试的消息才能重新发送；该消息正在发送或已送达。'),
  stale_version: say('Somebody changed this meanwhile', 'It is now at version {seq}. Load it again, look, and decide anew.', '内容已被他人更新', '当前版本为 {seq}，请刷新查看后再操作。'),
  not_allowed: say('You may not do this', 'Your role does not include it. Ask somebody whose role does.', '没有权限', '您的角色不能进行此操作，请联系有权限的同事。'),
  not_signed_in: say('You are not signed in', 'Sign in and try again.', '尚未登录', '请登录后重试。'),
  sign_in_failed: say('Signing in failed', 'The e-mail or the password is not right. Try again, or ask your administrator.', '登录失败', '邮箱或密码不正确，请重试或联系管理员。'),
  too_many_attempts: say('Too many attempts', 'Wait {minutes} minutes and try again.', '尝试次数过多', '请在 {minutes} 分钟后再试。'),
  cross_site: say('This came from another site', 'Open the program itself and do it there.', '请求来自其他网站', '请打开本系统后再操作。'),
  email_taken: say('This e-mail is taken', 'Somebody signs in with it already. Use another address.', '邮箱已被使用', '该邮箱已用于登录，请使用其他邮箱。'),
  link_gone: say('This link works no more', 'It was used, or its time is over. Ask for a new one.', '链接已失效', '该链接已使用或已过期，请重新获取。'),
  second_factor_wrong: say('The code is not right', 'Look at the code again: it changes every half minute. Sign in anew if it was long ago.', '验证码不正确', '请重新查看验证码（每半分钟更换一次）；如间隔过久，请重新登录。'),
  second_factor_on: say('A second factor is set up already', 'Remove it first to set up another.', '已启用双重验证', '如需更换，请先停用现有的双重验证。'),
  provider_refused: say('Signing in there did not work', 'Either it was broken off, or nobody here is known by that e-mail. Try again, or ask your administrator.', '统一登录未成功', '登录中断，或该邮箱在本系统中没有对应人员；请重试或联系管理员。'),
  unknown_session: say('No such session', 'It may have ended by itself. Load the list again.', '没有这个登录', '该登录可能已结束，请刷新列表。'),
  unknown_key: say('No such key', 'Choose one from the list of keys.', '没有这个密钥', '请从密钥列表中选择。'),
  unknown_scope: say('This scope is not known', 'There is no operation and no tag {scope}. Choose from the API page.', '没有这个权限范围', '没有名为 {scope} 的操作或分类，请参照接口说明。'),
  idempotency_key_reused: say('This key was used for something else', 'The same Idempotency-Key came with another content. Use a new key for a new command.', '幂等键已用于其他请求', '同一 Idempotency-Key 附带了不同内容，新的操作请使用新的键。'),
  bad_request: say('Something is not filled in rightly', 'Look at the fields named below and send it again.', '填写有误', '请检查下列各项后重新提交。'),
  bad_cursor: say('This page can no longer be found', 'Start again from the first page.', '分页位置无效', '请从第一页重新开始。'),
  too_large: say('This is too large', 'Send less at once.', '内容过大', '请减少一次提交的内容。'),
  too_deep: say('This is nested too deeply', 'Send it with fewer levels.', '嵌套层级过深', '请减少嵌套层级后重新提交。'),
  number_too_large: say('A number is too large', 'Whole numbers beyond 9007199254740991 cannot be kept exactly and are not taken.', '数字过大', '超过 9007199254740991 的整数无法精确保存，不予接收。'),
  not_found: say('There is nothing here', 'Check the address.', '没有找到', '请检查地址。'),
  method_not_allowed: say('This address does not take that', 'Look in the API page which method this address takes.', '不支持该请求方法', '请在接口说明中查看此地址支持的方法。'),
  unsupported_media_type: say('This is not JSON', 'Send the body as application/json.', '不支持的内容类型', '请以 application/json 提交。'),
  database_gone: say('The database cannot be reached', 'It may or may not have been recorded. Try again in a moment with the same Idempotency-Key: it is recorded once.', '数据库暂时无法访问', '本次操作可能已记录，也可能未记录；请稍后用同一 Idempotency-Key 重试，不会重复记录。'),
  stopping: say('The program is being restarted', 'Nothing was recorded. Try again in a moment.', '系统正在重启', '本次操作未记录，请稍后重试。'),
  too_many_streams: say('Too many pages are open', 'Close some of them; the others keep themselves up to date.', '打开的页面过多', '请关闭一些页面，其余页面会自动更新。'),
  too_many_filters: say('Too many saved filters', 'Remove one first: at most {max} are kept.', '保存的筛选过多', '最多保存 {max} 个，请先删除一个。'),
  internal: say('Something went wrong on our side', 'This is a fault of the program. Try again, and tell your administrator if it stays.', '系统出现故障', '这是程序的问题，请重试；如仍出现，请告知管理员。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofGuides = {
  unknown_guide: say('No such guide', 'The rules in force have no script, procedure or checklist {guide}. Look for it by its situation.', '没有这份指引', '现行规则中没有话术、规程或检查表 {guide}，请按情形查找。'),
  unknown_run: say('This guide was never begun', 'Nothing is known of {run_id}. Begin the guide again.', '没有这次指引记录', '没有编号为 {run_id} 的记录，请重新开始该指引。'),
  run_exists: say('This was begun already', 'The run {run_id} exists. Go on with it instead of beginning it again.', '已经开始', '记录 {run_id} 已存在，请继续办理，不必重新开始。'),
  run_attached: say('It belongs to a case already', 'What was said is recorded for case {case_id} and stays there.', '已关联服务单', '该记录已归入服务单 {case_id}，不能再改。'),
  step_not_reached: say('This step has not been reached', 'The answers so far do not lead to step {step}. Take the step that is shown, or go back to an earlier one.', '尚未到这一步', '按目前的回答还没有走到步骤 {step}，请办理当前步骤，或返回前面的步骤。'),
  bad_answer: say('This is no answer to the step', 'Step {step} asks for something else: one of its choices, a number, words or a picture. Answer what it asks.', '回答不符合要求', '步骤 {step} 要求的是所列选项、数字、文字或图片，请按要求填写。'),
  hard_step: say('This step cannot be skipped', 'Step {step} must be taken. If the call or the work stopped here, conclude and say why.', '这一步不能跳过', '步骤 {step} 必须完成；如果就此中断，请结束并说明原因。'),
  guide_unfinished: say('The guide has not come to its end', 'Step {step} is still to be taken. If it stopped there, say why.', '指引尚未走完', '还有步骤 {step} 未完成；如果中途停止，请说明原因。'),
  guide_finished: say('The guide has come to its end', 'All steps were taken, so nothing was broken off. Record its conclusion.', '指引已走完', '所有步骤均已完成，不是中途停止，请直接记录结论。'),
  other_conclusion: say('The answers lead to another conclusion', 'They lead to: {conclusion}. If that is wrong, go back to the step whose answer is wrong.', '结论与回答不符', '按回答得出的结论是 {conclusion}；如有误，请返回相应步骤改正。'),
  guide_concluded: say('This guide was concluded', 'What was recorded stays as it is. Begin the guide again if more is to be said.', '指引已结束', '已记录的内容不再改动；如需继续，请重新开始该指引。'),
  forbidden_expression: say('This may not be written to a customer', 'Do not write “{expression}”. “{instead}” says it better.', '不得对客户使用这种说法', '请不要写“{expression}”，可以改为“{instead}”。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

const ofForms = {
  form_exists: say('This form exists already', 'A form with the id {form_id} was opened before. Leave the id out to have one made.', '表单已存在', '编号 {form_id} 的表单已经建立，可不填编号，由系统生成。'),
  unknown_form: say('No such form', 'There is no form {form_id}. Load the list again and choose one from it.', '没有这份表单', '没有表单 {form_id}，请刷新列表后重新选择。'),
  unknown_form_kind: say('This kind of form is not known', 'There is no form {form} in the rules of this organisation. Choose one from the list.', '没有这种表单', '本单位的规则中没有表单 {form}，请从列表中选择。'),
  form_about_other: say('The form does not belong here', '{form} is filled for a {about}. Open it from there.', '表单不适用于此处', '表单 {form} 的对象是 {about}，请在相应页面打开。'),
  form_locked: say('The form is locked', 'Nothing in it can be changed any more. If it is wrong, have it declared void and fill a new one.', '表单已锁定', '内容不能再修改；如有错误，请作废后重新填写。'),
  form_voided: say('The form is void', 'It was declared void: {reason}. Fill a new one.', '表单已作废', '作废原因：{reason}。请另填一份。'),
  form_changed: say('The form was changed meanwhile', 'Look at what it says now, and sign that.', '表单内容已变更', '请重新查看当前内容后再签名。'),
  unknown_field: say('The form has no such field', 'There is no field {field} in this form. Load it again and fill what it asks.', '表单没有这一项', '本表单没有 {field} 一项，请刷新后按表填写。'),
  field_computed: say('This field is worked out', '{field} follows from other fields. Fill those instead.', '该项为自动计算', '{field} 由其他项计算得出，请填写相关项。'),
  field_locked: say('This field is locked', '{field} can no longer be changed after the step that locked it.', '该项已锁定', '{field} 在锁定之后不能再修改。'),
  field_unfit: say('This does not fit the field', 'Look at what {field} asks for and fill it anew.', '填写内容不符', '请查看 {field} 的填写要求后重新填写。'),
  not_your_field: say('This field is not yours to fill', '{field} is filled by somebody with another role. Leave it to them.', '该项不由您填写', '{field} 由其他岗位填写，请留给相应人员。'),
  fields_missing: say('Something is still missing', 'Fill these first: {fields}.', '还有未填的项', '请先填写：{fields}。'),
  unknown_signer: say('Nobody signs here under that name', 'The form has no place for the signature of {signer}. Load it again.', '没有这个签名栏', '本表单没有 {signer} 的签名栏，请刷新后重试。'),
  not_your_signature: say('This is not yours to sign', 'The place of {signer} is for somebody with another role.', '该签名栏不由您签', '{signer} 一栏由其他岗位签名。'),
  already_signed: say('This is signed already', '{signer} has signed what the form says now. Nothing is left to do.', '已经签名', '{signer} 已对当前内容签名，无需操作。'),
  signature_awaited: say('Somebody else signs first', 'The signature of {signer} comes before this one.', '须由他人先签', '请待 {signer} 先签名。'),
  unknown_print: say('There is no such print', 'The form was not printed {print} times. Print it first.', '没有这次打印', '该表单没有第 {print} 次打印，请先打印。'),
  print_over: say('This print can no longer be fetched', 'It was made more than an hour ago or by somebody else. Print the form again: the sheet says which copy it is.', '这次打印已不能再取', '打印时间已超过一小时，或由他人打印。请重新打印，页上会注明是第几份副本。'),
  print_too_large: say('This is too much for one print', 'Choose a shorter period, or take the table as a file.', '内容过多，无法一次打印', '请缩短期间分次打印，或导出为表格文件。'),
  printer_missing: say('This server cannot print', 'The part that makes PDF is not installed on it. Whoever looks after the server installs it with npm ci; meanwhile registers can be taken as tables.', '本服务器无法打印', '服务器上未安装生成 PDF 的组件，请管理员用 npm ci 安装；登记簿可先导出为表格。'),
  printer_busy: say('Many are printing', 'Wait a few seconds and try again. Nothing needs to be recorded anew.', '打印人数较多', '请稍候几秒再试，无需重新登记打印。'),
  not_yours_to_void: say('You cannot declare this form void', 'Ask somebody whose role may.', '您不能作废该表单', '请联系有权作废的人员。'),
} satisfies Partial<Record<Refusal, RefusalWords>>;

/** Complete by its type: a refusal without words does not compile, and neither do words without a refusal. */
export const refusalWords = { ...ofCases, ...ofFiles, ...ofFacts, ...ofVisits, ...ofOthers, ...ofPacks, ...ofApprovals, ...ofForms, ...ofCalendars, ...ofDuties, ...ofPeriods, ...ofGuides, ...ofTheProgram } satisfies Record<Refusal, RefusalWords>;
