#include <algorithm>

#include "dmn/compiled/compiled.h"

namespace dmn {
namespace {

// Links the elements of one model.
class Linking {
 public:
  Linking(const Definitions& definitions, Compiled& compiled, std::vector<base::Problem>& problems)
      : definitions_(definitions), compiled_(compiled), problems_(problems) {}

  void all() {
    for (const auto& element : definitions_.elements) add(element);
    for (size_t i = 0; i < definitions_.elements.size(); ++i) {
      link(definitions_.elements[i], *compiled_.nodes[i]);
    }
    measure_chains();
    for (size_t i = 0; i < definitions_.elements.size(); ++i) {
      logic(definitions_.elements[i], *compiled_.nodes[i]);
    }
  }

 private:
  void problem(const Element& element, std::string text) {
    problems_.push_back({definitions_.file, element.place.line, element.place.column,
                         element.name + ": " + std::move(text)});
  }

  feel::TypeRef type_of(const Element& element, const std::string& reference) {
    auto type = type_named(reference, compiled_);
    const bool is_camunda = compiled_.dialect == feel::Dialect::Camunda;
    if (!type && !reference.empty() && !is_camunda) problem(element, "unknown type: " + reference);
    return type;
  }

  void add(const Element& element) {
    auto node = std::make_unique<DrgNode>();
    node->kind = element.kind;
    node->id = element.id;
    node->name = element.name;
    node->variable = element.variable.name;
    node->model = &compiled_;
    const bool is_taken_as_it_is =  // Camunda does not look at the types of inputs
        compiled_.dialect == feel::Dialect::Camunda && element.kind == ElementKind::InputData;
    if (!is_taken_as_it_is) node->type = type_of(element, element.variable.type);
    const bool has_own_id =
        element.id.empty() || compiled_.by_id.try_emplace(element.id, node.get()).second;
    if (!has_own_id) problem(element, "another element has the id " + element.id);
    const bool has_own_name = compiled_.by_name.try_emplace(element.name, node.get()).second;
    // In Camunda's dialect elements go by their id.
    if (!has_own_name && compiled_.dialect != feel::Dialect::Camunda) {
      problem(element, "another element has this name");
    }
    compiled_.nodes.push_back(std::move(node));
  }

  // "#id" here, "namespace#id" here or in an import: once for each name that the import has.
  std::vector<Requirement> targets(const Element& element, const std::string& href) {
    const size_t hash = href.find('#');
    const std::string uri = hash == std::string::npos ? std::string() : href.substr(0, hash);
    const std::string id = hash == std::string::npos ? href : href.substr(hash + 1);
    if (uri.empty() || uri == compiled_.namespace_uri) {
      const auto found = compiled_.by_id.find(id);
      if (found != compiled_.by_id.end()) return {{found->second, {}}};
    }
    std::vector<Requirement> imports;
    for (const auto& imported : compiled_.imports) {
      if (imported.model->namespace_uri != uri) continue;
      const auto found = imported.model->by_id.find(id);
      if (found != imported.model->by_id.end()) imports.push_back({found->second, imported.name});
    }
    if (imports.empty()) problem(element, "requires an unknown element: " + href);
    return imports;
  }

  void link(const Element& element, DrgNode& node) {
    for (const auto* list : {&element.inputs, &element.knowledge}) {
      for (const auto& href : *list) {
        for (auto& one : targets(element, href)) node.required.push_back(std::move(one));
      }
    }
    if (element.kind != ElementKind::Service) return;
    for (const auto* list : {&element.inputs, &element.decisions}) {
      for (const auto& href : *list) {
        const auto found = targets(element, href);
        if (found.empty()) continue;
        node.given.push_back(found.front().node);
        node.arguments.push_back(found.front().node->name);
      }
    }
    for (const auto& href : element.outputs) {
      const auto found = targets(element, href);
      if (!found.empty()) node.outputs.push_back(found.front().node);
    }
  }

  // Depth first, without recursion: chains may be long. Circles are met when they are evaluated.
  void measure_chains() {
    std::map<const DrgNode*, DrgNode*> unmet;
    for (const auto& node : compiled_.nodes) {
      if (node->kind == ElementKind::Decision) unmet.emplace(node.get(), node.get());
    }
    struct Step {
      DrgNode* node;
      size_t next = 0;
    };
    while (!unmet.empty()) {
      std::vector<Step> path{{unmet.extract(unmet.begin()).mapped()}};
      while (!path.empty()) {
        auto& [node, next] = path.back();
        if (next == node->required.size()) {
          for (const auto& one : node->required) {
            node->height = std::max(node->height, one.node->height + 1);
          }
          path.pop_back();
        } else if (const auto met = unmet.extract(node->required[next++].node)) {
          path.push_back({met.mapped()});
        }
      }
    }
  }

  void logic(const Element& element, DrgNode& node) {
    if (!element.logic) return;
    BoxCompiler compiler(definitions_, compiled_, problems_);
    compiler.what = element.name;
    for (const auto& required : node.required) {
      compiler.known.push_back(required.import_name.empty() ? required.node->variable
                                                            : required.import_name);
    }
    if (element.kind == ElementKind::Knowledge) compiler.known.push_back(node.variable);
    node.logic = compiler.compile(*element.logic, element.variable.type);
  }

  const Definitions& definitions_;
  Compiled& compiled_;
  std::vector<base::Problem>& problems_;
};

}  // namespace

const DrgNode* Compiled::find(std::string_view name_or_id) const {
  if (const auto found = by_name.find(name_or_id); found != by_name.end()) return found->second;
  if (const auto found = by_id.find(name_or_id); found != by_id.end()) return found->second;
  for (const auto& imported : imports) {
    if (const auto* node = imported.model->find(name_or_id)) return node;
  }
  return nullptr;
}

std::shared_ptr<const Compiled> Compiler::compile(const Definitions& definitions) {
  if (const auto found = done_.find(&definitions); found != done_.end()) return found->second;
  auto compiled = std::make_shared<Compiled>();
  compiled->id = definitions.id;
  compiled->name = definitions.name;
  compiled->namespace_uri = definitions.namespace_uri;
  compiled->dialect = definitions.dialect;
  running_.push_back(&definitions);
  for (const auto& import : definitions.imports) {
    const auto found = others_.find(import.namespace_uri);
    const auto report = [&](const std::string& text) {
      problems_.push_back(
          {definitions.file, import.place.line, import.place.column, text + import.namespace_uri});
    };
    if (found == others_.end()) {
      report("the imported model is missing: ");
    } else if (std::find(running_.begin(), running_.end(), found->second.get()) != running_.end()) {
      report("models that import each other: ");
    } else {
      compiled->imports.push_back({import.name, compile(*found->second)});
    }
  }
  running_.pop_back();
  compile_types(definitions, *compiled, problems_);
  Linking(definitions, *compiled, problems_).all();
  done_[&definitions] = compiled;
  return compiled;
}

}  // namespace dmn
