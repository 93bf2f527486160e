// Where the elements of a model go in another: what is proposed, and what somebody has chosen.
import type { Mapping, MigrationPlan } from '@/api/engine';
import type { FlowNode } from './model';

// Each active element of the present model, whether a place was found for it or not.
export function askedOf(plan: MigrationPlan, from: FlowNode[]): string[] {
  const active = new Set([...plan.elements.map((one) => one.from), ...plan.problems.map((one) => one.elementId)]);
  return from.map((node) => node.id).filter((id) => active.has(id));
}

// What was chosen goes before what the plan proposes. What was not met active goes to the same of the target: instances
// beyond those that were looked at, and those that move on meanwhile, need it.
export function mappingsOf(plan: MigrationPlan, chosen: Record<string, string>, from: FlowNode[], to: FlowNode[]): Mapping[] {
  const proposed = new Map(plan.elements.map((one) => [one.from, one.to]));
  const asked = new Set(askedOf(plan, from));
  return from.flatMap(({ id, kind }) => {
    const same = !asked.has(id) && to.some((node) => node.id === id && node.kind === kind) ? id : undefined;
    const target = chosen[id] ?? proposed.get(id) ?? same;
    return target ? [{ sourceElementId: id, targetElementId: target }] : [];
  });
}

// How many of the instances are at an element.
export function instancesAt(plan: MigrationPlan, element: string): number {
  const mapped = plan.elements.filter((one) => one.from === element).map((one) => one.instances);
  const hindered = plan.problems.filter((one) => one.elementId === element).map((one) => one.instances);
  return Math.max(0, ...mapped, ...hindered);
}
