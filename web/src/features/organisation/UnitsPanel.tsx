import { EditOutlined, ImportOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Space, Tree, type TreeDataNode } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '@/components/feedback/Nothing';
import { Panel } from '@/components/Panel';
import { PersonName } from '@/components/PersonName';
import { StateTag } from '@/components/StateTag';
import { useLabel } from '@/lib/language';
import { AreaList } from './AreaList';
import { childrenOf, type Organisation, type Position, type Unit } from './organisation';
import { type ImportedList, OrganisationImport } from './OrganisationImport';
import { PositionDialog } from './PositionDialog';
import { UnitDialog } from './UnitDialog';

type Open = { list: ImportedList } | { unit?: Unit; parent?: string } | { position?: Position; within: string };

// The units as a tree; of the chosen one its positions, and who answers for it.
export function UnitsPanel({ data, mayChange }: { data: Organisation; mayChange: boolean }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const [id, setId] = useState(childrenOf(data, undefined)[0]?.id);
  const [open, setOpen] = useState<Open | null>(null);
  const unit = data.units.find((one) => one.id === id);
  const nodes = (parent: string | undefined): TreeDataNode[] =>
    childrenOf(data, parent).map((one) => ({ key: one.id, title: text(one.title), children: nodes(one.id) }));
  const close = () => setOpen(null);

  return (
    <div className="jw-org">
      <Panel>
        <Tree blockNode defaultExpandAll selectedKeys={id ? [id] : []} treeData={nodes(undefined)} onSelect={([key]) => key && setId(String(key))} />
      </Panel>
      <div>
        <Panel
          title={unit && `${text(unit.title)} · ${t(`kind.${unit.kind}`)}`}
          flush
          extra={
            mayChange && (
              <Space wrap>
                {unit && <Button size="small" icon={<EditOutlined />} aria-label={t('change.unit')} onClick={() => setOpen({ unit })} />}
                <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen({ parent: id })}>
                  {t('add.unit')}
                </Button>
                {unit && (
                  <Button size="small" icon={<PlusOutlined />} onClick={() => setOpen({ within: unit.id })}>
                    {t('add.position')}
                  </Button>
                )}
                {(['units', 'positions'] as const).map((list) => (
                  <Button key={list} size="small" icon={<ImportOutlined />} onClick={() => setOpen({ list })}>
                    {t(`import.open.${list}`)}
                  </Button>
                ))}
              </Space>
            )
          }
        >
          {unit && (
            <Positions data={data} unit={unit} onEdit={mayChange ? (position) => setOpen({ position, within: unit.id }) : undefined} />
          )}
        </Panel>
        {unit && <AreaList data={data} unit={unit} mayChange={mayChange} />}
      </div>
      {open && 'within' in open && <PositionDialog data={data} position={open.position} unit={open.within} onClose={close} />}
      {open && 'list' in open && <OrganisationImport list={open.list} onClose={close} />}
      {open && !('within' in open) && !('list' in open) && <UnitDialog data={data} unit={open.unit} parent={open.parent} onClose={close} />}
    </div>
  );
}

interface PositionsProps {
  data: Organisation;
  unit: Unit;
  onEdit?: (position: Position) => void;
}

function Positions({ data, unit, onEdit }: PositionsProps) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const positions = data.positions.filter((position) => position.unit === unit.id);
  const superior = (position: Position) => data.positions.find((one) => one.id === position.superior);
  if (positions.length === 0) return <Nothing text={t('noPositions')} />;
  return (
    <ul className="jw-list">
      {positions.map((position) => (
        <li key={position.id} className="jw-item">
          <span className="jw-main">
            <span>
              <b>{text(position.title)}</b> {unit.head_position === position.id && <StateTag text={t('head')} tone="active" />}{' '}
              <span className="jw-soft jw-small">{t('headcount', { held: position.holders.length, count: position.headcount })}</span>{' '}
              {superior(position) && <span className="jw-soft jw-small">{t('reportsTo', { superior: text(superior(position)?.title) })}</span>}
            </span>
            <span className="jw-holders">
              {position.holders.length === 0 && <StateTag text={t('vacant')} tone="warning" />}
              {position.holders.map((person) => (
                <PersonName key={person.id} name={person.name} />
              ))}
              {(position.deputies ?? []).map((person) => (
                <span key={person.id} className="jw-soft">
                  {t('deputy', { name: person.name })}
                </span>
              ))}
            </span>
          </span>
          {onEdit && (
            <Button
              size="small"
              icon={<EditOutlined />}
              aria-label={t('change.position', { title: text(position.title) })}
              onClick={() => onEdit(position)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
