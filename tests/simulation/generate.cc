#include "generate.h"

#include <set>
#include <vector>

namespace simulation {

namespace {

// A piece of a process with one way in and one way out.
struct Piece {
  std::string entry;
  std::string exit;
};

enum class Scope { Process, SubProcess, Transaction };

class Generator {
 public:
  explicit Generator(uint64_t seed) : dice_(seed) {}

  Drawn run() {
    std::string content;
    const Piece body = sequence(content, 3, Scope::Process);
    // Starts meet here: a gateway that splits would wait for all of them.
    const std::string begin = element(content, "exclusiveGateway", "");
    flow(content, begin, body.entry);
    flow(content, element(content, "startEvent", ""), begin);
    // A second start has a way of its own: two tokens on one way are one too many for its joins.
    if (dice_.happens(20)) {
      const Piece beside = sequence(content, 1, Scope::Process);
      flow(content, element(content, "startEvent", ""), beside.entry);
    }
    if (dice_.happens(40)) {
      const bool is_multiple = dice_.happens(30);
      const std::string start =
          element(content, "startEvent",
                  is_multiple ? definition("message") + definition("signal") : start_trigger());
      flow(content, start, begin);
    }
    const std::string end = element(content, "endEvent", "");
    flow(content, body.exit, end);
    event_processes(content, 2, Scope::Process);
    drawn_.xml = head() + "<bpmn:process id=\"main\" isExecutable=\"true\">\n" +
                 extension(listeners()) + content + "</bpmn:process>\n" + called() +
                 declarations() + "</bpmn:definitions>\n";
    return std::move(drawn_);
  }

 private:
  std::string id(const std::string& tag) { return tag + "_" + std::to_string(++count_); }

  std::string element(std::string& out, const std::string& tag, const std::string& content,
                      const std::string& attributes = "") {
    const std::string name = id(tag);
    out += "<bpmn:" + tag + " id=\"" + name + "\" " + attributes + ">" + content + "</bpmn:" + tag +
           ">\n";
    ++drawn_.elements[tag];
    return name;
  }

  void flow(std::string& out, const std::string& from, const std::string& to,
            const std::string& condition = "") {
    last_flow_ = id("flow");
    out += "<bpmn:sequenceFlow id=\"" + last_flow_ + "\" sourceRef=\"" + from + "\" targetRef=\"" +
           to + "\">";
    if (!condition.empty())
      out += "<bpmn:conditionExpression>" + condition + "</bpmn:conditionExpression>";
    out += "</bpmn:sequenceFlow>\n";
  }

  std::string pick(const std::vector<std::string>& from) { return from[dice_.roll(from.size())]; }
  // One that holds for some x.
  std::string condition() {
    switch (dice_.roll(3)) {
      case 0: return "= x &gt; " + std::to_string(dice_.roll(9));
      case 1: return "= x &lt; " + std::to_string(1 + dice_.roll(9));
      default: return "= x = " + std::to_string(dice_.roll(10));
    }
  }

  // Each event has a message of its own, or an older one would take what it waits for.
  std::string message() {
    messages_.push_back("m" + std::to_string(messages_.size() + 1));
    return messages_.back();
  }
  std::string thrown_message() {
    return !messages_.empty() && dice_.happens(60) ? pick(messages_) : message();
  }

  std::string definition(const std::string& kind) {
    ++drawn_.elements[kind + "EventDefinition"];
    const std::string tag = "bpmn:" + kind + "EventDefinition";
    const std::string number = std::to_string(1 + dice_.roll(2));
    if (kind == "message") return "<" + tag + " messageRef=\"" + message() + "\"/>";
    if (kind == "signal") return "<" + tag + " signalRef=\"s" + number + "\"/>";
    if (kind == "error") return "<" + tag + " errorRef=\"E" + number + "\"/>";
    if (kind == "escalation") return "<" + tag + " escalationRef=\"U1\"/>";
    if (kind == "conditional")
      return "<" + tag + "><bpmn:condition>" + condition() + "</bpmn:condition></" + tag + ">";
    if (kind == "timer")
      return "<" + tag + "><bpmn:timeDuration>PT" + std::to_string(1 + dice_.roll(90)) +
             "M</bpmn:timeDuration></" + tag + ">";
    return "<" + tag + "/>";
  }

  std::string cycle() {
    static const std::vector<std::string> finite{"R2/PT20M", "R3/PT10M"};
    static const std::vector<std::string> with_endless{"R2/PT20M", "R3/PT10M", "0 0 12 * * *"};
    ++drawn_.elements["timerEventDefinition"];
    return "<bpmn:timerEventDefinition><bpmn:timeCycle>" +
           pick(is_beside_ ? finite : with_endless) +
           "</bpmn:timeCycle></bpmn:timerEventDefinition>";
  }

  std::string start_trigger() { return definition(pick({"message", "signal", "conditional"})); }
  // What runs beside its scope again and again must not wait for what begins it once more.
  std::string trigger() {
    if (is_beside_) return definition(pick({"message", "timer"}));
    return definition(pick({"message", "signal", "timer", "conditional"}));
  }

  static std::string extension(const std::string& content) {
    return "<bpmn:extensionElements>" + content + "</bpmn:extensionElements>";
  }

  Piece sequence(std::string& out, int depth, Scope scope) {
    Piece whole = piece(out, depth, scope);
    for (uint64_t i = dice_.roll(3); i > 0; --i) {
      const Piece next = piece(out, depth, scope);
      flow(out, whole.exit, next.entry);
      whole.exit = next.exit;
    }
    return whole;
  }

  Piece piece(std::string& out, int depth, Scope scope) {
    const uint64_t choice = dice_.roll(depth > 0 ? 12 : 5);
    switch (choice) {
      case 0:
      case 1:
      case 2: return activity(out, depth);
      case 3: return catching(out);
      case 4: return throwing(out);
      case 5:
      case 6: return container(out, depth);
      case 7: return ad_hoc(out);
      case 8: return exclusive(out, depth, scope);
      case 9: return split(out, depth, "parallelGateway");
      case 10:
        return dice_.happens(50) ? split(out, depth, "inclusiveGateway") : events(out, depth);
      default: return complex(out, depth);
    }
  }

  // --- activities

  // Nothing goes round more than nine times, so that bringing it to an end takes no hours.
  std::string loop() {
    const uint64_t choice = dice_.roll(10);
    if (rounds_ > 3) return "";
    if (choice == 0) {
      ++drawn_.elements["standardLoopCharacteristics"];
      return "<bpmn:standardLoopCharacteristics loopMaximum=\"3\" testBefore=\"" +
             pick({"true", "false"}) + "\"><bpmn:loopCondition>" + condition() +
             "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>";
    }
    if (choice > 2) return "";
    ++drawn_.elements["multiInstanceLoopCharacteristics"];
    const std::string done = dice_.happens(30)
                                 ? "<bpmn:completionCondition>= numberOfCompletedInstances = 1"
                                   "</bpmn:completionCondition>"
                                 : "";
    const std::string head =
        "<bpmn:multiInstanceLoopCharacteristics isSequential=\"" + pick({"true", "false"}) + "\">";
    const std::string tail = done + "</bpmn:multiInstanceLoopCharacteristics>";
    if (dice_.happens(40)) return head + "<bpmn:loopCardinality>= 2</bpmn:loopCardinality>" + tail;
    return head +
           extension(
               "<zeebe:loopCharacteristics inputCollection=\"= [1, 2, 3]\" inputElement=\"i\""
               " outputCollection=\"all\" outputElement=\"= i\"/>") +
           tail;
  }

  std::string listeners() {
    if (!dice_.happens(10)) return "";
    ++drawn_.elements["executionListener"];
    return "<zeebe:executionListeners><zeebe:executionListener eventType=\"" +
           pick({"start", "end"}) + "\" type=\"listener\"/></zeebe:executionListeners>";
  }

  std::string task(std::string& out, const std::string& more, const std::string& attributes = "") {
    const std::string kind =
        pick({"serviceTask", "serviceTask", "userTask", "userTask", "scriptTask", "manualTask",
              "task", "sendTask", "receiveTask", "businessRuleTask", "callActivity"});
    std::string settings = listeners();
    std::string message_ref;
    if (kind == "serviceTask" || kind == "businessRuleTask")
      settings += "<zeebe:taskDefinition type=\"work\"/>";
    if (kind == "userTask") {
      settings += "<zeebe:userTask/>";
      if (dice_.happens(10))
        settings +=
            "<zeebe:assignmentDefinition assignee=\"lin\"/><zeebe:taskListeners>"
            "<zeebe:taskListener eventType=\"" +
            pick({"creating", "assigning", "completing", "updating", "canceling"}) +
            "\" type=\"listener\"/></zeebe:taskListeners>";
    }
    if (kind == "scriptTask")
      settings += "<zeebe:script expression=\"= " + std::to_string(dice_.roll(10)) +
                  "\" resultVariable=\"x\"/>";
    if (kind == "callActivity") settings += "<zeebe:calledElement processId=\"called\"/>";
    if (kind == "sendTask" || kind == "receiveTask")
      message_ref = " messageRef=\"" + (kind == "sendTask" ? thrown_message() : message()) + "\"";
    return element(out, kind, extension(settings) + more, attributes + message_ref);
  }

  Piece activity(std::string& out, int depth) {
    return with_boundaries(out, task(out, loop()), depth, "");
  }

  // Interrupting boundary events go on behind the activity, so that no join misses a token; others
  // have an end of their own.
  Piece with_boundaries(std::string& out, const std::string& host, int depth,
                        const std::string& must_catch) {
    std::string merge;
    std::set<std::string> caught;
    // A second catcher of the same error or escalation is refused at deployment.
    const auto not_yet_caught = [&](const std::string& what) {
      const bool is_thrown =
          what.find("errorRef") != what.npos || what.find("escalationRef") != what.npos;
      return !is_thrown || caught.insert(what).second ? what : trigger();
    };
    const auto go_on = [&](const std::string& from) {
      if (merge.empty()) {
        merge = element(out, "exclusiveGateway", "");
        flow(out, host, merge);
      }
      flow(out, from, merge);
    };
    if (!must_catch.empty())
      go_on(element(out, "boundaryEvent", not_yet_caught(definition(must_catch)),
                    attached(host, true)));
    for (uint64_t i = dice_.roll(3); i > 0 && dice_.happens(40); --i) {
      const bool interrupts = dice_.happens(50);
      std::string what = dice_.happens(20)   ? definition("escalation")
                         : dice_.happens(15) ? trigger() + trigger()
                                             : trigger();
      std::string attributes = attached(host, interrupts);
      if (dice_.happens(8)) {
        what = definition("signal") + definition("message");
        attributes += " parallelMultiple=\"true\"";
      } else if (interrupts && dice_.happens(40)) {
        what = definition("error");
      } else if (!interrupts && dice_.happens(30)) {
        what = cycle();
      }
      const std::string event = element(out, "boundaryEvent", not_yet_caught(what), attributes);
      std::string last = event;
      if (depth > 0 && dice_.happens(30)) {
        last = task(out, "");
        flow(out, event, last);
      }
      if (interrupts) {
        go_on(last);
      } else {
        const std::string end = element(out, "endEvent", "");
        flow(out, last, end);
      }
    }
    if (dice_.happens(15)) compensation(out, host);
    return {host, merge.empty() ? host : merge};
  }

  static std::string attached(const std::string& host, bool interrupts) {
    return "attachedToRef=\"" + host + "\" cancelActivity=\"" + (interrupts ? "true" : "false") +
           "\"";
  }

  void compensation(std::string& out, const std::string& host) {
    const std::string event =
        element(out, "boundaryEvent", definition("compensate"), "attachedToRef=\"" + host + "\"");
    const std::string handler = task(out, "", "isForCompensation=\"true\"");
    out += "<bpmn:association id=\"" + id("association") + "\" sourceRef=\"" + event +
           "\" targetRef=\"" + handler + "\"/>\n";
  }

  // --- events on the way

  Piece catching(std::string& out) {
    std::string event;
    if (dice_.happens(15)) {
      event = element(out, "intermediateCatchEvent", trigger() + trigger());
    } else if (dice_.happens(15)) {
      event = element(out, "intermediateCatchEvent", definition("message") + definition("timer"),
                      "parallelMultiple=\"true\"");
    } else {
      event = element(out, "intermediateCatchEvent", dice_.happens(10) ? cycle() : trigger());
    }
    return {event, event};
  }

  Piece throwing(std::string& out) {
    if (dice_.happens(15)) {
      const std::string name = id("link");
      const std::string link = "<bpmn:linkEventDefinition name=\"" + name + "\"/>";
      const std::string from = element(out, "intermediateThrowEvent", link);
      const std::string to = element(out, "intermediateCatchEvent", link);
      return {from, to};
    }
    std::string what;
    const uint64_t choice = dice_.roll(6);
    if (choice == 1)
      what = "<bpmn:messageEventDefinition messageRef=\"" + thrown_message() + "\"/>";
    if (choice == 2) what = definition("signal");
    if (choice == 3) what = definition("escalation");
    if (choice == 4) what = definition("compensate");
    if (choice == 5) what = definition("signal") + definition("message");
    const std::string event = element(out, "intermediateThrowEvent", what);
    return {event, event};
  }

  // --- containers

  void event_processes(std::string& out, int depth, Scope scope) {
    if (!dice_.happens(30)) return;
    const bool can_be_undone = scope != Scope::Process && dice_.happens(20);
    bool interrupts = dice_.happens(40);
    const bool was_beside = is_beside_;
    std::string what = dice_.happens(25) ? definition("escalation") : trigger();
    is_beside_ = is_beside_ || !interrupts;
    if (interrupts && dice_.happens(30)) what = definition("error");
    if (!interrupts && dice_.happens(20)) what = cycle();
    if (dice_.happens(15)) what = definition("message") + definition("signal");
    if (can_be_undone) what = definition("compensate");
    std::string inside;
    const std::string start = element(
        inside, "startEvent", what,
        "isInterrupting=\"" + std::string(interrupts || can_be_undone ? "true" : "false") + "\"");
    const Piece body = sequence(inside, depth - 1 > 0 ? 1 : 0, Scope::SubProcess);
    const std::string end = element(inside, "endEvent", "");
    flow(inside, start, body.entry);
    flow(inside, body.exit, end);
    element(out, "subProcess", inside, "triggeredByEvent=\"true\"");
    is_beside_ = was_beside;
  }

  Piece container(std::string& out, int depth) {
    const bool is_transaction = dice_.happens(35);
    const Scope scope = is_transaction ? Scope::Transaction : Scope::SubProcess;
    const std::string repeats = loop();
    const int around = rounds_;
    if (!repeats.empty()) rounds_ *= 3;
    std::string inside;
    const Piece body = sequence(inside, depth - 1, scope);
    if (dice_.happens(80)) {
      const std::string start = element(inside, "startEvent", "");
      flow(inside, start, body.entry);
    }
    bool cancels = false;
    if (is_transaction && dice_.happens(60)) {
      const std::string choose = element(inside, "inclusiveGateway", "");
      flow(inside, body.exit, choose);
      const std::string end = element(inside, "endEvent", "");
      flow(inside, choose, end, "= x &lt; 5");
      const std::string cancel = element(inside, "endEvent", definition("cancel"));
      flow(inside, choose, cancel, "= not(x &lt; 5)");
      cancels = true;
    } else {
      const std::string end = element(
          inside, "endEvent",
          dice_.happens(15) ? definition(pick({"terminate", "escalation", "compensate"})) : "");
      flow(inside, body.exit, end);
    }
    event_processes(inside, depth, scope);
    const std::string host =
        element(out, is_transaction ? "transaction" : "subProcess", repeats + inside);
    rounds_ = around;
    return with_boundaries(out, host, depth - 1, cancels ? "cancel" : "");
  }

  Piece ad_hoc(std::string& out) {
    std::string inside;
    const std::string first = task(inside, "");
    const std::string second = task(inside, "");
    task(inside, "");
    flow(inside, first, second);
    const uint64_t choice = dice_.roll(3);
    std::string settings;
    if (choice == 0)
      settings = extension("<zeebe:adHoc activeElementsCollection=\"= [&quot;" + first +
                           "&quot;]\" outputCollection=\"got\" outputElement=\"= x\"/>");
    if (choice == 1) settings = extension("<zeebe:taskDefinition type=\"agent\"/>");
    if (choice == 2)
      settings = "<bpmn:completionCondition>" + condition() + "</bpmn:completionCondition>";
    const std::string host = element(out, "adHocSubProcess", settings + inside,
                                     "ordering=\"" + pick({"Parallel", "Sequential"}) +
                                         "\" cancelRemainingInstances=\"" +
                                         (choice == 1 ? "true" : pick({"true", "false"})) + "\"");
    return with_boundaries(out, host, 0, "");
  }

  // --- gateways

  Piece exclusive(std::string& out, int depth, Scope scope) {
    const std::string merge = element(out, "exclusiveGateway", "");
    const Piece one = sequence(out, depth - 1, scope);
    const std::string choose_id = id("exclusiveGateway");
    flow(out, one.exit, merge);
    const Piece two = sequence(out, depth - 1, scope);
    flow(out, two.exit, merge);
    flow(out, choose_id, one.entry);
    const std::string usual = last_flow_;
    flow(out, choose_id, two.entry, condition());
    if (dice_.happens(25)) {
      const std::string stop = element(out, "endEvent", definition(pick({"error", "terminate"})));
      flow(out, choose_id, stop, "= x = 9");
    }
    out += "<bpmn:exclusiveGateway id=\"" + choose_id + "\" default=\"" + usual + "\"/>\n";
    ++drawn_.elements["exclusiveGateway"];
    if (!dice_.happens(20)) return {choose_id, merge};
    // Back again, with a wait on the way, so that no step goes round for ever.
    const std::string again = element(out, "exclusiveGateway", "");
    flow(out, again, choose_id);
    const std::string back_id = id("exclusiveGateway");
    flow(out, merge, back_id);
    const std::string redo = element(out, "userTask", extension("<zeebe:userTask/>"));
    flow(out, back_id, redo, "= x = 3");
    flow(out, redo, again);
    const std::string on = element(out, "task", "");
    flow(out, back_id, on);
    out += "<bpmn:exclusiveGateway id=\"" + back_id + "\" default=\"" + last_flow_ + "\"/>\n";
    return {again, on};
  }

  Piece split(std::string& out, int depth, const std::string& tag) {
    const bool is_inclusive = tag == "inclusiveGateway";
    const std::string join = element(out, tag, "");
    const std::string fork = id(tag);
    std::string usual;
    for (int i = 0; i < 2; ++i) {
      const Piece branch = sequence(out, depth - 1, Scope::SubProcess);
      flow(out, branch.exit, join);
      flow(out, fork, branch.entry, is_inclusive && i > 0 ? condition() : "");
      if (i == 0) usual = last_flow_;
    }
    out += "<bpmn:" + tag + " id=\"" + fork + "\"" +
           (is_inclusive ? " default=\"" + usual + "\"" : "") + "/>\n";
    return {fork, join};
  }

  Piece complex(std::string& out, int depth) {
    const std::string join =
        element(out, "complexGateway",
                "<bpmn:activationCondition>= activationCount &gt;= 1</bpmn:activationCondition>");
    const std::string fork = element(out, "parallelGateway", "");
    for (int i = 0; i < 2; ++i) {
      const Piece branch = sequence(out, depth - 1, Scope::SubProcess);
      flow(out, branch.exit, join);
      flow(out, fork, branch.entry);
    }
    return {fork, join};
  }

  Piece events(std::string& out, int depth) {
    const std::string gateway = element(out, "eventBasedGateway", "");
    const std::string merge = element(out, "exclusiveGateway", "");
    std::string chosen;
    for (int i = 0; i < 2; ++i) {
      std::string other = trigger();
      while (other == chosen) other = trigger();  // of two that are the same the later is refused
      chosen = std::move(other);
      const std::string event = element(out, "intermediateCatchEvent", chosen);
      flow(out, gateway, event);
      const Piece next = sequence(out, depth - 1, Scope::SubProcess);
      flow(out, event, next.entry);
      flow(out, next.exit, merge);
    }
    return {gateway, merge};
  }

  // --- around the process

  static std::string head() {
    return "<bpmn:definitions xmlns:bpmn=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
           "xmlns:zeebe=\"http://camunda.org/schema/zeebe/1.0\" id=\"definitions\">\n";
  }

  std::string called() {
    std::string content;
    const std::string start = element(content, "startEvent", "");
    const std::string work =
        element(content, "serviceTask", extension("<zeebe:taskDefinition type=\"work\"/>"));
    const std::string end =
        element(content, "endEvent", dice_.happens(20) ? definition("error") : "");
    flow(content, start, work);
    flow(content, work, end);
    return "<bpmn:process id=\"called\" isExecutable=\"true\">\n" + content + "</bpmn:process>\n";
  }

  std::string declarations() {
    std::string text;
    for (const std::string& name : messages_)
      text += "<bpmn:message id=\"" + name + "\" name=\"" + name + "\">" +
              extension("<zeebe:subscription correlationKey=\"= k\"/>") + "</bpmn:message>\n";
    for (const std::string number : {"1", "2"}) {
      text += "<bpmn:signal id=\"s" + number + "\" name=\"s" + number + "\"/>\n";
      text += "<bpmn:error id=\"E" + number + "\" errorCode=\"E" + number + "\"/>\n";
    }
    return text + "<bpmn:escalation id=\"U1\" escalationCode=\"U1\"/>\n";
  }

  Dice dice_;
  Drawn drawn_;
  int count_ = 0;
  bool is_beside_ = false;  // inside an event sub-process that does not interrupt
  int rounds_ = 1;          // how often what is drawn is done
  std::string last_flow_;
  std::vector<std::string> messages_;
};

}  // namespace

Drawn draw_model(uint64_t seed) { return Generator(seed).run(); }

}  // namespace simulation
