import { useTranslation } from 'react-i18next';
import { Panel } from '@/components/Panel';
import { StateTag } from '@/components/StateTag';
import { useJoin, useLabel } from '@/lib/language';
import { childrenOf, type Organisation, staffOf, type Unit } from './organisation';

// Units below each other with their head, their posts and what is vacant.
export function OrganisationChart({ data }: { data: Organisation }) {
  const { t } = useTranslation('organisation');
  return (
    <Panel>
      {/* Units wrap to the width there is; a long name may still need scrolling, by the keyboard too. */}
      <section className="jw-chart-frame" aria-label={t('chart')} tabIndex={0}>
        <ul className="jw-chart">
          {childrenOf(data, undefined).map((unit) => (
            <Branch key={unit.id} data={data} unit={unit} />
          ))}
        </ul>
      </section>
    </Panel>
  );
}

function Branch({ data, unit }: { data: Organisation; unit: Unit }) {
  const below = childrenOf(data, unit.id);
  return (
    <li>
      <UnitCard data={data} unit={unit} />
      {below.length > 0 && (
        <ul>
          {below.map((one) => (
            <Branch key={one.id} data={data} unit={one} />
          ))}
        </ul>
      )}
    </li>
  );
}

function UnitCard({ data, unit }: { data: Organisation; unit: Unit }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  const join = useJoin();
  const staff = staffOf(data, unit.id);
  const head = data.positions.find((position) => position.id === unit.head_position);
  const answers = data.areas.filter((area) => area.unit === unit.id);
  return (
    <div className="jw-chart-unit">
      <b>{text(unit.title)}</b> <span className="jw-soft jw-small">{t(`kind.${unit.kind}`)}</span>
      {head && (
        <div className="jw-small">
          {t('common:pair', { name: text(head.title), value: join(head.holders.map((person) => person.name)) || t('vacant') })}
        </div>
      )}
      {answers.map((area) => (
        <div key={area.id} className="jw-small">
          {t('common:pair', { name: text(area.position.title), value: area.person.name })}
        </div>
      ))}
      {staff.planned > 0 && (
        <div className="jw-soft jw-small jw-headcount">
          {t('headcount', { held: staff.actual, count: staff.planned })}
          {staff.vacant > 0 && <StateTag text={t('vacancies', { count: staff.vacant })} tone="warning" />}
        </div>
      )}
    </div>
  );
}
