import { useQuery } from '@tanstack/react-query';
import { TreeSelect } from 'antd';
import { organisationQuery } from '@/api/organisation-query';
import { propertyOf, widgetOf } from '@/lib/form-schema';
import { useLabel } from '@/lib/language';
import type { InputProps } from './FieldInput';

interface Node {
  value: string;
  title: string;
  selectable: boolean;
  children: Node[];
}

// A field that holds a unit or a position, chosen in the tree of the organisation.
export function PlaceInput({ component, id, value, label, aria, onChange }: InputProps) {
  const { data, isLoading } = useQuery(organisationQuery());
  const text = useLabel();
  const positions = widgetOf(component) === 'position';
  const many = propertyOf(component, 'many') === 'true';

  function nodesUnder(parent: string | undefined): Node[] {
    return (data?.units ?? [])
      .filter((unit) => (unit.parent || undefined) === parent)
      .map((unit) => ({
        value: positions ? `unit:${unit.id}` : unit.id,
        title: text(unit.title),
        selectable: !positions,
        children: [...(positions ? positionsOf(unit.id) : []), ...nodesUnder(unit.id)],
      }));
  }

  function positionsOf(unit: string): Node[] {
    return (data?.positions ?? [])
      .filter((position) => position.unit === unit)
      .map((position) => ({ value: position.id, title: text(position.title), selectable: true, children: [] }));
  }

  return (
    <TreeSelect
      {...aria}
      id={id}
      aria-label={label}
      className="jw-wide"
      allowClear
      multiple={many}
      treeDefaultExpandAll
      loading={isLoading}
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeData={nodesUnder(undefined)}
      value={(value ?? undefined) as string | undefined}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}
