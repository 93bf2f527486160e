// `jingwei feel`: one expression, a conversation, or a batch.
#include "feel/feel.h"

#include <iostream>

#include "base/clock.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/lines.h"
#include "feel/batch.h"

namespace cli {

namespace {

constexpr std::string_view help =
    "  表达式 an expression    计算并显示结果与类型 its result and type\n"
    "  :context {a: 1}         换用这个上下文 use these names from now on\n"
    "  :context                显示当前上下文 show them\n"
    "  :help                   显示本说明 this text\n"
    "  :quit                   结束 end\n";

feel::Dialect dialect_of(const std::string& name) {
  return name == "camunda" ? feel::Dialect::Camunda : feel::Dialect::Standard;
}

struct Evaluated {
  feel::Value value;
  feel::Evaluation evaluation;
};

// Of the working time functions those on a plain calendar: weekdays from 9 to 18.
base::Result<Evaluated> evaluate(std::string_view text, const feel::Value& context,
                                 feel::Dialect dialect) {
  static const auto functions = feel::working_time_functions({});
  feel::Options options{.dialect = dialect};
  options.known_names.assign(context.names().begin(), context.names().end());
  options.known_members = feel::names_within(context);
  const auto compiled = feel::compile(text, options);
  if (!compiled) return compiled.error();
  Evaluated out{{}, fresh_evaluation()};
  out.evaluation.functions = &functions;
  out.value = compiled->evaluate(feel::ContextNames(context), out.evaluation);
  return out;
}

// What a person typed, until the end.
class Conversation {
 public:
  Conversation(feel::Value context, feel::Dialect dialect)
      : context_(std::move(context)), dialect_(dialect) {}

  void run() {
    const auto lines = Lines::open("feel> ");
    while (const auto line = lines->next()) {
      const auto text = base::trim(*line);
      if (text == ":quit") return;
      if (!text.empty()) answer(text);
    }
  }

 private:
  void answer(std::string_view text) {
    if (text == ":help") {
      std::cout << help << std::flush;
    } else if (text == ":context") {
      std::cout << feel::print(context_) << std::endl;
    } else if (text.starts_with(":context ")) {
      auto context = context_of(text.substr(9), dialect_);
      if (!context) return print_refusal(context.error());
      context_ = std::move(*context);
    } else if (text.starts_with(':')) {
      std::cerr << "jingwei: " << text << ": 没有这个命令，:help 列出全部 no such command, :help "
                << "lists them" << std::endl;
    } else {
      show(text);
    }
  }

  void show(std::string_view text) {
    const auto evaluated = evaluate(text, context_, dialect_);
    if (!evaluated) return print_refusal(evaluated.error());
    std::cout << feel::print(evaluated->value) << "  : " << feel::name_of(evaluated->value.kind())
              << std::endl;
    print_reasons(evaluated->evaluation);
  }

  feel::Value context_;
  feel::Dialect dialect_;
};

}  // namespace

int feel(const FeelOptions& options) {
  const auto dialect = dialect_of(options.dialect);
  const auto context = read_context(options.context, dialect);
  if (!context) {
    print_refusal(context.error());
    return 1;
  }
  if (options.expression.empty()) {
    Conversation(*context, dialect).run();
    return 0;
  }
  const auto evaluated = evaluate(options.expression, *context, dialect);
  if (!evaluated) {
    print_refusal(evaluated.error());
    return 1;
  }
  std::cout << feel::print(evaluated->value) << std::endl;
  print_reasons(evaluated->evaluation);
  return 0;
}

int feel_batch() {
  feel::run_batch(std::cin, std::cout, std::cerr, base::SystemClock().now());
  return 0;
}

}  // namespace cli
