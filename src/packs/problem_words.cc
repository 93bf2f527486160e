#include "packs/problem_words.h"

#include <optional>
#include <span>
#include <vector>

#include "packs/model_words.h"

namespace packs {

namespace {

using Row = ProblemRow;

constexpr Row kRows[] = {
    // Names that lead nowhere.
    {"unknown_role", "*: unknown role *", "{1}：没有角色 {2}"},
    {"unknown_position", "*: unknown position *", "{1}：没有岗位 {2}"},
    {"unknown_candidate", "unknown candidate *", "办理人 {1} 不存在或写法有误"},
    {"unknown_candidate", "*: unknown candidate *", "{1}：{2} 不存在或写法有误"},
    {"mixed_candidates", "a list of candidates holds no formula; write one alone, or none: *",
     "办理人清单中不能夹写表达式，须只写一个以 = 开头的表达式，或只列人员、岗位等：{1}"},
    {"no_candidates", "*: nobody is named (jw:candidates)", "没有指定由谁办理"},
    {"unknown_reader", "jw:opinions: unknown: *", "意见可见范围：没有 {1}"},
    {"unknown_record_type", "jw:record: unknown record type *", "没有单据类型 {1}"},
    {"unknown_record_type", "records:create: unknown record type *", "自动建单：没有单据类型 {1}"},
    {"unknown_record_type", "message *: unknown record type", "消息 {1}：没有这个单据类型"},
    {"unknown_event", "message *: * has no such event", "消息 {1}：单据 {2} 没有这个事件"},
    {"unknown_field", "*: unknown field * of *", "{1}：单据 {3} 没有字段 {2}"},
    {"unknown_field", "*: unknown field *", "{1}：没有字段 {2}"},
    {"guarded_field", "*: tells *, which not everybody may read",
     "{1}：会说出字段 {2}，而它并非人人可读"},
    {"unread_field", "record.* is not among jw:reads",
     "条件用到了字段 {1}，须先列入流程的“条件可读的字段”"},
    {"unknown_form", "jw:start_form: unknown form *", "发起表单：没有表单 {1}"},
    {"unknown_form", "unknown form *", "没有表单 {1}"},
    {"unknown_transition", "unknown transition * of *", "单据 {2} 没有状态动作 {1}"},
    {"no_record", "transition *: no record is bound", "状态动作 {1}：流程没有绑定单据"},
    {"no_record", "*: no record is bound", "{1}：流程没有绑定单据"},
    {"unknown_outcome", "unknown outcome *", "没有结论 {1}"},
    {"unknown_element", "jw:overdue: unknown element *", "超期跳转：没有环节 {1}"},
    {"unknown_process", "unknown process *", "没有流程 {1}"},
    {"unknown_process", "there is no process * to call", "没有可调用的流程 {1}"},
    {"unknown_setting", "unknown setting *", "没有设置项 {1}"},
    {"unknown_clause", "unknown clause: *", "制度中没有条款 {1}"},
    {"carries_clause", "*: nothing is at *", "条款 {1} 由 {2} 落实，不能删除或改换编号"},
    {"unknown_report", "report:render: unknown report", "没有这张报表"},
    {"unknown_act", "unknown built-in act *", "没有自动动作 {1}"},
    {"unknown_state", "jw:compare: unknown state *", "对比：没有状态 {1}"},
    {"no_list", "jw:beside: no list *", "并排列表：没有清单 {1}"},
    // Settings.
    {"bad_dissent", "jw:dissent: end or go_on, not *", "不同意之后：应为 end 或 go_on，不能是 {1}"},
    {"bad_wait", "jw:wait: true or false, not *", "等待结束：应为 true 或 false，不能是 {1}"},
    {"bad_empty_call", "jw:empty: starter or refuse, not *",
     "被调用流程的发起人为空时：应为 starter 或 refuse，不能是 {1}"},
    {"bad_starter", "jw:starter: starter or a person field (field:leader), not *",
     "被调用流程的发起人：应为 starter 或单据的人员字段（如 field:leader），不能是 {1}"},
    {"idle_empty", "jw:empty: of no use without a field in jw:starter",
     "发起人为空时的处理，须同时由字段指定被调用流程的发起人"},
    {"idle_dissent", "jw:dissent: of no use with jw:wait=false",
     "不等待被调用流程时，不同意之后的处理没有作用"},
    {"starter_mapped",
     "an input mapping to starter changes nothing: say jw:starter=field:leader instead",
     "输入映射不能改变被调用流程的发起人，请改用 jw:starter=field:leader"},
    {"idle_setting", "*: of no use without jw:callback.ask", "{1}：须同时指定“办结前询问”"},
    {"bad_writes", "jw:writes: not understood: *", "写入哪条单据：无法理解 {1}"},
    {"bad_writes", "jw:writes: * has no parent link to *",
     "写入哪条单据：单据 {1} 没有指向 {2} 的上级链接"},
    {"no_undoing",
     "jw:withdraw_after: of no use without jw:on.withdraw_after.transition, which undoes what was "
     "approved",
     "通过后可撤回，须同时设置撤回时的状态动作"},
    {"no_withdrawal",
     "jw:withdraw: say none, or what becomes of the record (jw:on.withdraw.transition)",
     "撤回：须设为不可撤回，或设置撤回时的状态动作"},
    {"no_way_on", "jw:record: nothing moves * on from *",
     "单据 {1} 会一直停在状态 "
     "{2}：请设置流程的“通过后单据变为”，或由环节推进（结论或到达时的状态动作）"},
    {"unknown_system", "no system is registered as *", "没有登记编号为 {1} 的外部系统"},
    {"start_lacks_field", "jw:start_fields: * is required and not filled in",
     "发起时填写的字段：缺少必填字段 {1}"},
    {"not_feel", "*: must be FEEL behind \"=\"", "{1}：须为以 = 开头的表达式"},
    {"listener", "an assigning or updating listener needs a task without jw: settings",
     "设有审批设置的环节不能使用 assigning 或 updating 监听"},
    {"listener", "a completing listener and a transition exclude each other",
     "completing 监听与状态动作不能同时使用"},
    {"listener", "a completing listener and jw:callback.after exclude each other",
     "completing 监听与“有结果后通知”不能同时使用"},
    {"bad_act", "records:transition needs the header transition", "推进状态：须写明状态动作"},
    {"bad_act", "notify:send needs the headers to and title", "发送通知：须写明接收人和标题"},
    {"bad_act", "notify:send: header * is FEEL and needs *",
     "发送通知：{1} 是表达式，须另写英文 {2}"},
    {"bad_act", "notify:send: once can only be record", "发送通知：once 只能是 record"},
    {"other_record", "a process keeps its record type: *, not *",
     "流程绑定的单据类型不能更换：应为 {1}，不能是 {2}"},
    {"other_id", "the process is called *, its file *", "流程编号不能更改：应为 {2}，不能是 {1}"},
    {"several_processes", "one process a file", "一个文件只能有一个流程"},
    // Structure.
    {"empty_process", "the process * is empty", "流程没有任何环节"},
    {"not_reached", "* is not reached by any flow", "没有连线通向这里"},
    {"not_reached", "* cannot be reached from a start", "从开始走不到这里"},
    {"leads_nowhere", "* leads nowhere", "从这里没有连线出去"},
    {"no_condition", "the flow * has no condition and is not the default",
     "分支没有条件，也不是默认分支"},
    {"no_default", "* has no default flow", "网关没有默认分支"},
    {"conditional_default", "the default flow has a condition", "默认分支不能有条件"},
    {"forbidden_condition", "a flow from * cannot have a condition", "这里出去的连线不能有条件"},
    {"forbidden_condition", "*: a flow from this * cannot have a condition",
     "这里出去的连线不能有条件"},
    {"crosses_border", "*: the flow * crosses the border of a sub-process",
     "连线 {2} 越过了子流程的边界"},
    {"crosses_border", "the flow * crosses the border of a sub-process", "连线越过了子流程的边界"},
    {"forbidden_flow", "a flow leaves the end event *", "结束之后不能再有连线"},
    {"forbidden_flow", "a flow leads to the start event *", "不能有连线通向开始"},
    {"forbidden_flow", "*: no flow may lead to *", "不能有连线通向这里"},
    {"forbidden_flow", "*: no flow may leave *", "不能有连线从这里出去"},
    {"doubled_extension", "*: a second zeebe:*; an element has one", "zeebe:{2} 只能写一次"},
    {"bad_retries", "*: the number of retries is a whole number or FEEL behind *, not *",
     "重试次数须为整数或以 = 开头的表达式：{3}"},
    {"no_variable", "*: * is no variable: *", "{2} 不是变量名"},
    {"no_trigger", "* names no *", "事件没有指定消息或信号"},
    {"no_time", "the timer * says no time", "定时没有写明时间"},
    {"no_link_name", "the link * has no name", "链接事件没有名称"},
    {"boundary_event", "the boundary event is attached to an unknown element *",
     "边界事件所附的环节 {1} 不存在"},
    {"not_executable", "no process is executable (isExecutable)", "流程没有设为可执行"},
    {"circle", "the call of * comes back to *: calls in a circle", "调用流程 {1} 会循环回到 {2}"},
    {"undeclared_message", "the message * is not declared", "消息 {1} 没有声明"},
    {"dangling", "the flow * at an unknown element *", "连线指向不存在的环节 {2}"},
    {"dangling", "the message flow * at an unknown element *", "消息流指向不存在的环节 {2}"},
    {"dangling", "the lane holds an unknown element *", "泳道包含不存在的环节 {1}"},
    {"doubled_id", "the id * is already used in line *", "编号 {1} 与第 {2} 行重复"},
    {"bad_id", "the id * begins with no letter or _, or holds other than letters, *",
     "编号 {1} 须以字母或 _ 开头，只能有字母、数字、“.”、“-”和“_”"},
    {"bad_id", "the id is longer than * characters", "编号长于 {1} 个字符"},
    {"too_long", "the name of the * is longer than * bytes", "{1} 的名称长于 {2} 字节"},
    {"bad_setting", "* is true or false, not \"*\"", "{1} 须为 true 或 false，不能是“{2}”"},
    {"bad_setting", "the process has one versionTag, not several", "流程只能有一个 versionTag"},
    {"not_bpmn", "* is no element of BPMN that stands here", "这里不能有 {1}，它不是 BPMN 的元素"},
    {"not_bpmn", "the ordering is Parallel or Sequential, not *",
     "ordering 只能是 Parallel 或 Sequential，不能是 {1}"},
    {"no_id", "* has no id", "{1} 没有编号"},
    {"not_bpmn", "the root is not bpmn:definitions", "不是 BPMN 文件"},
    // Expressions.
    {"bad_expression", "the condition does not parse: *", "条件表达式有误：{1}"},
    {"bad_expression", "the condition does not parse", "条件表达式有误"},
    {"bad_expression", "* does not parse: *", "表达式有误：{2}"},
    {"bad_expression", "* does not parse", "表达式有误"},
    {"bad_expression", "* does not begin with \"=\": *", "表达式须以 = 开头：{2}"},
    {"bad_expression", "FEEL *: *", "表达式有误（{1}）：{2}"},
    {"bad_expression", "*: FEEL *: *", "{1}：表达式有误（{2}）：{3}"},
    // Print templates.
    {"paper", "a template keeps what it prints: *", "模板打印的单据类型不能更换：{1}"},
    {"paper", "begins with <!-- title: … -->", "须以 <!-- title: … --> 开头"},
    {"paper", "unknown key * of the head; it has title and record",
     "开头没有 {1} 这一项，只有 title 和 record"},
    {"paper", "the head has no title", "开头没有写标题（title）"},
    {"paper", "more than 1 MB", "超过 1 MB"},
    {"paper", "a template has one style, outside of all blocks",
     "只能有一个 style，并写在所有块之外"},
    {"paper", "no {% end %} follows", "缺少 {% end %}"},
    {"paper", "no * follows", "后面缺少 {1}"},
    {"paper", "a tag is not closed", "标签没有写完"},
    {"paper", "a comment is not closed", "注释没有写完"},
    {"paper", "FEEL is missing", "缺少表达式"},
    {"paper", "stands in a tag: only inside of the quotes of an attribute",
     "标签里只能写在属性的引号之内"},
    {"paper",
     "stands in an attribute that takes none: class, title, alt, id, lang, colspan, rowspan do",
     "这个属性里不能写，可以写在 class、title、alt、id、lang、colspan、rowspan 里"},
    {"paper", "unknown \"*\": for, if, elif, else, end, qr, image",
     "没有“{1}”这种标记，只有 for、if、elif、else、end、qr、image"},
    {"paper", "* stands between elements", "{1} 须写在元素之间"},
    {"paper", "more than 32 blocks in each other", "嵌套的块超过 32 层"},
    {"paper", "written {% for NAME in FEEL %}", "写法为 {% for 名称 in 表达式 %}"},
    {"paper", "* is not closed in its block", "{1} 没有在所在的块内闭合"},
    {"paper", "the block ends in other markup than it began", "块的结束处与开始处不在同一层标记"},
    {"paper", "elif: no if is open here", "elif 之前没有 if"},
    {"paper", "else takes no condition: elif", "else 不带条件，带条件请用 elif"},
    {"paper", "else: no block is open here", "else 之前没有开始的块"},
    {"paper", "end: no block is open here", "end 之前没有开始的块"},
    {"paper", "unknown: *", "没有 {1}"},
    {"paper", "a \"<\" that begins no element is written &lt;", "不是标签的“<”须写成 &lt;"},
    {"paper", "the value of * stands in quotes", "{1} 的值须写在引号里"},
    {"paper", "style: a template loads nothing", "style：模板不能从外部加载内容"},
    {"paper", "a template loads nothing", "模板不能从外部加载内容"},
    {"paper", "src: a picture stands inside, as data:image/…",
     "src：图片须内嵌，形如 data:image/…"},
    {"paper", "a template has no attribute *", "模板不能用属性 {1}"},
    {"paper", "a template has no element *", "模板不能用元素 {1}"},
    {"paper", "* is never closed", "{1} 不需要闭合"},
    {"paper", "* does not close itself: *", "{1} 不会自行闭合，须写 {2}"},
    {"paper", "style stands outside of all elements", "style 须写在所有元素之外"},
    {"paper", "</*>: no * is open here", "</{1}>：这里没有打开的 {2}"},
    {"paper", "</*>: * is open", "</{1}>：此时打开的是 {2}"},
    {"paper", "* is not closed", "{1} 没有闭合"},
    // Drawing.
    {"drawing", "* is not drawn", "没有画出来"},
    {"drawing", "the label of * does not fit: *", "名称“{2}”在图上放不下"},
    {"drawing", "* is drawn outside *", "画在了 {2} 之外"},
    {"drawing", "* crosses *", "连线 {1} 与 {2} 交叉"},
    {"drawing", "* runs through *", "连线 {1} 穿过了 {2}"},
    {"drawing", "* overlaps *", "{1} 与 {2} 重叠"},
    {"drawing", "the shape has no bounds", "图形没有位置和大小"},
    {"drawing", "the edge has fewer than two waypoints", "连线的折点不足两个"},
    // Of single settings, behind their name.
    {"bad_setting", "*: One of *, or candidates", "{1}：应为 {2} 之一，或办理人"},
    {"bad_setting", "*: One of *", "{1}：应为 {2} 之一"},
    {"bad_setting", "*: A duration like *", "{1}：须为时长，形如 P3WD、PT8WH、P14D"},
    {"bad_setting", "*: A whole number from * on", "{1}：应为不小于 {2} 的整数"},
    {"bad_setting", "*: A fraction or a whole percentage, like 2/3 or 60%; write * for *",
     "{1}：应为分数或整数百分比，形如 2/3 或 60%；{3} 请写作 {2}"},
    {"bad_setting", "*: A fraction or a whole percentage, like *",
     "{1}：应为分数或整数百分比，形如 2/3 或 60%"},
    {"bad_setting", "*: At most 1, like *", "{1}：比例不能超过 1，形如 2/3 或 60%"},
    {"bad_setting", "*: FEEL, like *", "{1}：应为表达式，如 {2}"},
    {"bad_setting", "*: Only with ratio, weight, count and formula",
     "{1}：仅用于按比例、权重、人数或公式计票"},
    {"bad_setting", "*: This rule needs a second outcome", "{1}：此规则需要同意与不同意两种结果"},
    {"bad_setting", "*: With any, the first act decides", "{1}：或签在首次办理时即有结果"},
    {"bad_setting", "*: A chain is asked in sequence", "{1}：连续多级须依次审批（sequence）"},
    {"bad_setting", "*: The interval must be longer than nothing", "{1}：间隔须大于零"},
    {"bad_setting", "*: 1 to 20 seconds, like *", "{1}：应为 1 到 20 秒，形如 {2}"},
    {"bad_setting", "*: One system only", "{1}：只能填一个系统"},
    {"bad_setting", "*: Like *", "{1}：写法有误，形如 {2}"},
};

std::optional<std::vector<std::string_view>> match(std::string_view pattern,
                                                   std::string_view text) {
  std::vector<std::string_view> found;
  while (true) {
    const size_t hole = pattern.find('*');
    const std::string_view before = pattern.substr(0, hole);
    if (!text.starts_with(before)) return {};
    text.remove_prefix(before.size());
    if (hole == std::string_view::npos) return text.empty() ? std::optional(found) : std::nullopt;
    pattern.remove_prefix(hole + 1);
    const std::string_view next = pattern.substr(0, pattern.find('*'));
    const bool is_last = next.size() == pattern.size();
    size_t end = text.size();
    if (!next.empty())
      end = is_last && text.ends_with(next) ? text.size() - next.size() : text.find(next);
    if (end == std::string_view::npos || end == 0) return {};
    found.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::string filled(std::string_view zh, const std::vector<std::string_view>& found) {
  std::string out;
  for (size_t i = 0; i < zh.size(); ++i) {
    const bool is_hole =
        (zh[i] == '{' || zh[i] == '<') && i + 2 < zh.size() && zh[i + 1] >= '1' && zh[i + 1] <= '9';
    if (!is_hole) {
      out += zh[i];
      continue;
    }
    const std::string_view word = found.at(static_cast<size_t>(zh[i + 1] - '1'));
    out += zh[i] == '<' ? kind_of_event_in_chinese(word) : word;
    i += 2;
  }
  return out;
}

std::optional<ProblemWords> known_words(std::string_view problem) {
  for (const std::span<const Row> rows : {model_rows(), std::span<const Row>(kRows)})
    for (const Row& row : rows)
      if (const auto found = match(row.said, problem))
        return ProblemWords{std::string(row.code), {filled(row.zh, *found), std::string(problem)}};
  return {};
}

}  // namespace

ProblemWords words_of(std::string_view problem) {
  const std::string english(problem);
  if (auto known = known_words(problem)) return *known;
  // "pay: the mapping has no target": whose problem it is stands before it.
  const size_t colon = problem.find(": ");
  auto known =
      colon == std::string_view::npos ? std::nullopt : known_words(problem.substr(colon + 2));
  if (!known) return {"other", {"模型有误：" + english, english}};
  known->text.en = english;
  return *known;
}

}  // namespace packs
