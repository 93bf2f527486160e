import { Checkbox, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Act, actsText, type Offer, offersOf } from './values/acts';
import { Item, type Part, Setting } from './parts';

const name = 'jw:acts';

// What may be done beside deciding: ticked, under which word, and whether a reason is asked for.
export function ActsInput(part: Part) {
  const { t } = useTranslation('tree');
  const offers = offersOf(part.settings[name] ?? '');
  if (!offers) return <Setting {...part} name={name} hint={t('hint.acts')} />;
  const change = (act: Act, more: Partial<Offer>) => part.set(name, actsText(offers.map((each) => (each.act === act ? { ...each, ...more } : each))));
  return (
    <Item name={name} part={part} htmlFor={null} hint={t('hint.actsTicked')}>
      <ul className="jw-tree-rows" aria-label={t('field.acts')}>
        {offers.map(({ act, isOffered, word, needsReason }) => {
          const usual = t(`act.${act}`);
          return (
            <li key={act} className="jw-tree-act">
              <Checkbox checked={isOffered} onChange={(event) => change(act, { isOffered: event.target.checked, word: '', needsReason: false })}>
                {usual}
              </Checkbox>
              <Input
                size="small"
                aria-label={t('wordOf', { name: usual })}
                placeholder={t('word')}
                disabled={!isOffered}
                value={word}
                onChange={(event) => change(act, { word: event.target.value.replace(/[,!]/g, '') })}
              />
              <Checkbox aria-label={t('reasonOf', { name: usual })} disabled={!isOffered} checked={needsReason} onChange={(event) => change(act, { needsReason: event.target.checked })}>
                {t('reason')}
              </Checkbox>
            </li>
          );
        })}
      </ul>
    </Item>
  );
}
