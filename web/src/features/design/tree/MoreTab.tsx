// The settings that have no field of their own in the cards, as the element template names them; what
// it does not know is shown as it was written.
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@/lib/language';
import { type Setting as Described, settingGroups } from '../settings';
import { Choice, type Part, Setting } from './parts';

interface MoreProps extends Part {
  type: string; // bpmn:UserTask
  prefix: string; // of the names of these settings in the drawer
  isElsewhere: (name: string) => boolean;
}

export function MoreTab({ type, prefix, isElsewhere, ...part }: MoreProps) {
  const { t } = useTranslation('tree');
  const language = useLanguage();
  const groups = settingGroups(type, language).map((group) => ({ ...group, settings: group.settings.filter((one) => !isElsewhere(prefix + one.name)) }));
  const known = new Set(groups.flatMap((group) => group.settings.map((one) => prefix + one.name)));
  const unknown = Object.keys(part.settings).filter((name) => name.startsWith(`${prefix}jw:`) && part.settings[name] && !known.has(name) && !isElsewhere(name));
  const isSet = (one: Described) => Boolean(part.settings[prefix + one.name]);
  const isShown = ({ shownWhen }: Described) => !shownWhen || shownWhen.values.includes(part.settings[prefix + shownWhen.name] ?? '');
  const offered = groups
    .map((group) => ({ ...group, settings: group.settings.filter((one) => isSet(one) || isShown(one)) }))
    .filter((group) => group.settings.length > 0);
  return (
    <>
      <p className="jw-soft">{t('hint.more')}</p>
      {offered.map((group) => (
        <details key={group.id} className="jw-tree-more" open={group.settings.some(isSet)}>
          <summary>{group.label}</summary>
          {group.settings.map((one) => (
            <Other key={one.name} {...part} setting={one} name={prefix + one.name} />
          ))}
        </details>
      ))}
      {unknown.length > 0 && (
        <dl className="jw-tree-unknown" aria-label={t('unknown')}>
          {unknown.map((name) => (
            <div key={name}>
              <dt>{name.slice(prefix.length)}</dt>
              <dd>{part.settings[name]}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Other({ setting, name, ...part }: Part & { setting: Described; name: string }) {
  const { choices, label, tooltip, placeholder } = setting;
  if (choices) return <Choice {...part} name={name} label={label} hint={tooltip} options={choices} />;
  return <Setting {...part} name={name} label={label} hint={tooltip} placeholder={placeholder} />;
}
