#include "bpmn/measure.h"

#include <algorithm>
#include <map>

#include "bpmn/drawing/geometry.h"

namespace bpmn {

namespace {

// An element as it is drawn.
struct Drawn {
  const Shape* shape = nullptr;
  const Process* process = nullptr;
  int index = -1;
  const Element& element() const { return process->elements[static_cast<size_t>(index)]; }
};

// A flow as it is drawn, with the elements at its ends (-1: outside the process).
struct Line {
  const Edge* edge = nullptr;
  std::string id;
  std::string source;
  std::string target;
};

std::vector<Segment> segments(const Edge& edge) {
  std::vector<Segment> result;
  for (size_t i = 1; i < edge.waypoints.size(); ++i)
    result.push_back({edge.waypoints[i - 1], edge.waypoints[i]});
  return result;
}

class Measurer {
 public:
  explicit Measurer(const Model& model) : model_(model) {
    for (const Shape& shape : model.shapes) shapes_.emplace(shape.element, &shape);
    for (const Edge& edge : model.edges) edges_.emplace(edge.element, &edge);
  }

  Measures run() {
    collect();
    measure_crossings();
    measure_passes();
    measure_overlaps();
    measure_labels();
    measure_lanes();
    return std::move(result_);
  }

 private:
  void note(int& counter, Place at, std::string text) {
    ++counter;
    result_.findings.push_back({model_.file, at.line, at.column, std::move(text)});
  }

  void add_line(const std::string& id, Place place, const std::string& source,
                const std::string& target) {
    const auto found = edges_.find(id);
    if (found == edges_.end()) {
      note(result_.undrawn, place, id + " is not drawn");
    } else {
      lines_.push_back({found->second, id, source, target});
    }
  }

  void collect() {
    for (const Process& process : model_.processes) {
      for (size_t i = 0; i < process.elements.size(); ++i) {
        const auto found = shapes_.find(process.elements[i].id);
        if (found != shapes_.end()) {
          drawn_.push_back({found->second, &process, static_cast<int>(i)});
        } else if (!is_inside_collapsed(process, process.elements[i])) {
          note(result_.undrawn, process.elements[i].place,
               process.elements[i].id + " is not drawn");
        }
      }
      for (const Flow& flow : process.flows) {
        if (flow.source < 0 || flow.target < 0) continue;
        const Element& source = process.elements[static_cast<size_t>(flow.source)];
        if (is_inside_collapsed(process, source)) continue;
        add_line(flow.id, flow.place, source.id,
                 process.elements[static_cast<size_t>(flow.target)].id);
      }
    }
    for (const MessageFlow& flow : model_.message_flows)
      add_line(flow.id, flow.place, flow.source, flow.target);
  }

  bool is_inside_collapsed(const Process& process, const Element& element) const {
    for (int each = element.parent; each >= 0;
         each = process.elements[static_cast<size_t>(each)].parent) {
      const auto found = shapes_.find(process.elements[static_cast<size_t>(each)].id);
      if (found != shapes_.end() && !found->second->is_expanded) return true;
    }
    return false;
  }

  void measure_crossings() {
    for (size_t i = 0; i < lines_.size(); ++i) {
      for (size_t j = i + 1; j < lines_.size(); ++j) {
        for (const Segment& a : segments(*lines_[i].edge)) {
          for (const Segment& b : segments(*lines_[j].edge)) {
            if (cross(a, b))
              note(result_.edge_crossings, lines_[i].edge->place,
                   lines_[i].id + " crosses " + lines_[j].id);
          }
        }
      }
    }
  }

  // The element itself, what it is attached to and what lies around it may be touched by its flows.
  bool may_touch(const Drawn& drawn, const std::string& end) const {
    const Element& element = drawn.element();
    if (element.id == end) return true;
    const int index = drawn.process->find(end);
    if (index < 0) return false;
    const Element& other = drawn.process->elements[static_cast<size_t>(index)];
    if (other.attached_to == drawn.index) return true;
    for (int each = other.parent; each >= 0;
         each = drawn.process->elements[static_cast<size_t>(each)].parent) {
      if (each == drawn.index) return true;
    }
    return false;
  }

  void measure_passes() {
    for (const Line& line : lines_) {
      for (const Drawn& drawn : drawn_) {
        if (may_touch(drawn, line.source) || may_touch(drawn, line.target)) continue;
        const std::vector<Segment> all = segments(*line.edge);
        const bool passes = std::any_of(all.begin(), all.end(), [&](const Segment& each) {
          return passes_through(each, drawn.shape->bounds);
        });
        if (passes)
          note(result_.edges_through_shapes, line.edge->place,
               line.id + " runs through " + drawn.element().id);
      }
    }
  }

  static bool is_inside(const Drawn& inner, const Drawn& outer) {
    if (inner.process != outer.process) return false;
    if (inner.element().attached_to == outer.index) return true;
    for (int each = inner.element().parent; each >= 0;
         each = inner.process->elements[static_cast<size_t>(each)].parent) {
      if (each == outer.index) return true;
    }
    // The boundary event of something inside lies inside as well.
    const int host = inner.element().attached_to;
    if (host < 0) return false;
    for (int each = host; each >= 0;
         each = inner.process->elements[static_cast<size_t>(each)].parent) {
      if (each == outer.index) return true;
    }
    return false;
  }

  void measure_overlaps() {
    for (size_t i = 0; i < drawn_.size(); ++i) {
      for (size_t j = i + 1; j < drawn_.size(); ++j) {
        const Drawn& a = drawn_[i];
        const Drawn& b = drawn_[j];
        if (is_inside(a, b) || is_inside(b, a) || !overlap(a.shape->bounds, b.shape->bounds))
          continue;
        note(result_.shape_overlaps, a.shape->place,
             a.element().id + " overlaps " + b.element().id);
      }
    }
  }

  void check_label(const std::string& id, const std::string& name, const Shape& shape, Box room) {
    if (name.empty() || wrapped_height(name, room.width) <= room.height) return;
    note(result_.wide_labels, shape.place, "the label of " + id + " does not fit: " + name);
  }

  void measure_labels() {
    constexpr double kPadding = 4;
    constexpr double kSlack = 3;  // label boxes are cut to whole pixels
    for (const Drawn& drawn : drawn_) {
      const Element& element = drawn.element();
      const Shape& shape = *drawn.shape;
      if (is_activity(element.kind)) {
        check_label(element.id, element.name, shape,
                    {0, 0, shape.bounds.width - 2 * kPadding, shape.bounds.height - kPadding});
      } else if (shape.has_label_bounds) {
        check_label(element.id, element.name, shape,
                    {0, 0, shape.label.width + kSlack, shape.label.height + kSlack});
      }
    }
    for (const Process& process : model_.processes) {
      for (const Lane& lane : process.lanes) check_band(lane.id, lane.name);
      for (const Flow& flow : process.flows) check_flow_label(flow);
    }
    for (const Pool& pool : model_.pools) check_band(pool.id, pool.name);
  }

  // Names of pools and lanes run along the band at their head.
  void check_band(const std::string& id, const std::string& name) {
    const auto found = shapes_.find(id);
    if (found == shapes_.end()) return;
    const Shape& shape = *found->second;
    const double length = shape.is_horizontal ? shape.bounds.height : shape.bounds.width;
    if (text_width(name) > length)
      note(result_.wide_labels, shape.place, "the label of " + id + " does not fit: " + name);
  }

  void check_flow_label(const Flow& flow) {
    const auto found = edges_.find(flow.id);
    if (found == edges_.end() || !found->second->has_label_bounds || flow.name.empty()) return;
    constexpr double kSlack = 3;
    const Edge& edge = *found->second;
    if (wrapped_height(flow.name, edge.label.width + kSlack) <= edge.label.height + kSlack) return;
    note(result_.wide_labels, edge.place,
         "the label of " + flow.id + " does not fit: " + flow.name);
  }

  void measure_lanes() {
    for (const Drawn& drawn : drawn_) {
      const Element& element = drawn.element();
      if (element.parent >= 0 || element.attached_to >= 0) continue;
      for (const std::string& holder : holders(*drawn.process, element)) {
        const auto found = shapes_.find(holder);
        if (found == shapes_.end() || contains(found->second->bounds, drawn.shape->bounds))
          continue;
        note(result_.outside_lanes, drawn.shape->place, element.id + " is drawn outside " + holder);
      }
    }
  }

  std::vector<std::string> holders(const Process& process, const Element& element) const {
    std::vector<std::string> result;
    if (!element.lane.empty()) result.push_back(element.lane);
    for (const Pool& pool : model_.pools) {
      if (pool.process == process.id) result.push_back(pool.id);
    }
    return result;
  }

  const Model& model_;
  Measures result_;
  std::map<std::string, const Shape*> shapes_;
  std::map<std::string, const Edge*> edges_;
  std::vector<Drawn> drawn_;
  std::vector<Line> lines_;
};

}  // namespace

Measures measure(const Model& model) { return Measurer(model).run(); }

}  // namespace bpmn
