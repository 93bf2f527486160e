import { DeleteOutlined } from '@ant-design/icons';
import { Button, InputNumber, Select, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idOf, Item, type Part, Setting } from './parts';
import { type Share, shareOf, shareText, thresholdOf, thresholdText, type Weight, weightsOf, weightsText } from './values/pass';
import { Who } from './Who';
import type { Choices } from './words';

export const withPass = ['ratio', 'weight', 'count', 'formula'];
const pass = 'jw:pass';
const wide = { width: '100%' };

// What a vote by this policy needs to pass.
export function PassInput({ policy, ...part }: Part & { policy: string }) {
  const { t } = useTranslation('tree');
  const value = part.settings[pass] ?? '';
  if (policy === 'ratio' && shareOf(value)) return <ShareInput {...part} share={shareOf(value)!} />;
  if (policy === 'weight' && thresholdOf(value)) return <ThresholdInput {...part} />;
  if (policy === 'count' && /^\d{0,6}$/.test(value)) return <CountInput {...part} name={pass} hint={t('pass.count')} />;
  return <Setting {...part} name={pass} hint={withPass.includes(policy) ? t(`hint.pass.${policy}` as 'hint.pass.ratio') : t('pass.unused')} />;
}

function ShareInput({ share, ...part }: Part & { share: Share }) {
  const { t } = useTranslation('tree');
  const [chosen, setChosen] = useState(share.way);
  const isEmpty = shareText(share) === '';
  const way = isEmpty ? chosen : share.way;
  const fraction = share.way === 'fraction' ? share : { way: 'fraction' as const, above: null, below: null };
  const write = (changed: Share) => part.set(pass, shareText(changed));
  const choose = (next: Share['way']) => {
    setChosen(next);
    part.set(pass, '');
  };
  return (
    <Item name={pass} part={part} hint={t('pass.share')}>
      <Space.Compact block>
        {way === 'percent' ? (
          <InputNumber
            id={idOf(pass)}
            style={wide}
            min={1}
            max={100}
            precision={0}
            suffix="%"
            value={share.way === 'percent' ? share.count : null}
            onChange={(count) => write({ way: 'percent', count })}
          />
        ) : (
          <>
            <InputNumber id={idOf(pass)} style={wide} min={1} precision={0} suffix="/" value={fraction.above} onChange={(above) => write({ ...fraction, above })} />
            <InputNumber aria-label={t('pass.below')} style={wide} min={1} precision={0} value={fraction.below} onChange={(below) => write({ ...fraction, below })} />
          </>
        )}
        <Select
          aria-label={t('pass.way')}
          style={{ width: 150 }}
          value={way}
          options={(['percent', 'fraction'] as const).map((each) => ({ value: each, label: t(`pass.${each}`) }))}
          onChange={choose}
        />
      </Space.Compact>
    </Item>
  );
}

function ThresholdInput(part: Part) {
  const { t } = useTranslation('tree');
  const threshold = thresholdOf(part.settings[pass] ?? '')!;
  const [isAbove, setIsAbove] = useState(threshold.isAbove);
  const write = (count: number | null, above: boolean) => part.set(pass, thresholdText({ count, isAbove: above }));
  const choose = (above: boolean) => {
    setIsAbove(above);
    write(threshold.count, above);
  };
  return (
    <Item name={pass} part={part} hint={t('pass.threshold')}>
      <Space.Compact block>
        <Select
          aria-label={t('pass.reach')}
          style={{ width: 150 }}
          value={threshold.count === null ? isAbove : threshold.isAbove}
          options={[false, true].map((each) => ({ value: each, label: t(each ? 'pass.exceeds' : 'pass.reaches') }))}
          onChange={choose}
        />
        <InputNumber id={idOf(pass)} style={wide} min={0} precision={0} value={threshold.count} onChange={(count) => write(count, isAbove)} />
      </Space.Compact>
    </Item>
  );
}

// A number of votes; what is no number stays text.
export function CountInput({ name, hint, ...part }: Part & { name: string; hint: string }) {
  const value = part.settings[name] ?? '';
  if (!/^\d*$/.test(value)) return <Setting {...part} name={name} hint={hint} />;
  return (
    <Item name={name} part={part} hint={hint}>
      <InputNumber id={idOf(name)} style={wide} min={1} precision={0} value={value === '' ? null : Number(value)} onChange={(count) => part.set(name, count === null ? '' : String(count))} />
    </Item>
  );
}

const titleOf = (who: string, { positions, people }: Choices) => [...positions, ...people].find((each) => each.id === who)?.title ?? who;

// Whose vote weighs how much; whoever is not named weighs one.
export function WeightsInput(part: Part) {
  const { t } = useTranslation('tree');
  const name = 'jw:weights';
  const weights = weightsOf(part.settings[name] ?? '');
  if (!weights) return <Setting {...part} name={name} hint={t('hint.weights')} />;
  const write = (changed: Weight[]) => part.set(name, weightsText(changed));
  const add = (who: string) => who && !weights.some((each) => each.who === who) && write([...weights, { who, weight: 2 }]);
  return (
    <Item name={name} part={part} htmlFor={null} hint={t('pass.weights')}>
      {weights.length > 0 && (
        <ul className="jw-tree-rows" aria-label={t('field.weights')}>
          {weights.map(({ who, weight }) => (
            <li key={who} className="jw-tree-weight">
              <span>{titleOf(who, part.choices)}</span>
              <InputNumber
                aria-label={t('pass.weightOf', { name: titleOf(who, part.choices) })}
                min={0}
                precision={0}
                value={weight}
                onChange={(next) => write(weights.map((each) => (each.who === who ? { who, weight: next ?? 1 } : each)))}
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('remove', { name: titleOf(who, part.choices) })}
                onClick={() => write(weights.filter((each) => each.who !== who))}
              />
            </li>
          ))}
        </ul>
      )}
      <Who value="" kinds={weighed} choices={part.choices} onChange={(entry) => add(entry.split(':')[1] ?? '')} />
    </Item>
  );
}

const weighed = ['position', 'person'] as const;
