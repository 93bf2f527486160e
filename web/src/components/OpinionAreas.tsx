import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { toneOfOutcome } from '@/lib/tone';
import { SignatureImage } from './form/SignatureImage';
import { Panel } from './Panel';
import { StateTag } from './StateTag';

// The opinions of a matter in the areas of its form, each with its signature, as on paper.
export function OpinionAreas({ areas }: { areas: Schemas['OpinionArea'][] | undefined }) {
  const { t } = useTranslation();
  const text = useLabel();
  if (!areas || areas.length === 0) return null;
  return (
    <Panel title={t('areas.title')}>
      <dl className="jw-areas">
        {areas.map((area) => (
          <div key={area.title.zh}>
            <dt>{text(area.title)}</dt>
            <dd>
              {area.opinions.length === 0 && <span className="jw-soft">{t('areas.none')}</span>}
              {area.opinions.map((opinion) => (
                <OpinionText key={`${opinion.id}-${opinion.at}`} opinion={opinion} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function OpinionText({ opinion }: { opinion: Schemas['Opinion'] }) {
  const { t } = useTranslation();
  const text = useLabel();
  const { person, deputy_for: holder, outcome, signature } = opinion;
  return (
    <div className="jw-area-opinion">
      <div>
        {outcome && <StateTag text={text(outcome.title)} tone={toneOfOutcome(outcome.id)} />} {opinion.opinion}
      </div>
      <div className="jw-area-sign">
        {signature ? <SignatureImage signature={signature} /> : <span>{person?.name}</span>}
        {holder && <span className="jw-soft">{t('timeline.behalf', { name: holder.name })}</span>}
        {opinion.at && <span className="jw-soft">{formatInstant(opinion.at)}</span>}
      </div>
    </div>
  );
}
