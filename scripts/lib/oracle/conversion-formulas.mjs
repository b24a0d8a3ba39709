// @ts-check
/** What the library says of each kind of conversion record, from its parameters alone. */
import {
  addOrRemoveOne,
  amplify,
  approximateCurve,
  batchClosedForms,
  batchOptimal,
  boundedRange,
  bunSteinkeEpsilon,
  bunSteinkeRho,
  calibrateGaussian,
  classicalGaussianSigma,
  convert,
  deltaAt,
  discreteGaussianCurve,
  discreteLaplaceCurve,
  divergenceAt,
  epsilonAt,
  fixedSizeSampler,
  gaussianCurve,
  groupCurve,
  laplaceCurve,
  mironovEpsilon,
  noiseVariance,
  poissonSampler,
  pureCurve,
  randomizedResponseCurve,
  renyiPointEpsilon,
  replaceOne,
  shuffler,
  shufflingClosedForm,
  sumCurves,
  tradeOffAt,
  zeroConcentratedCurve,
} from '@discreet/accounting';
import {
  discreteGaussianLaw,
  discreteGaussianTail,
  discreteLaplaceLaw,
  Interval,
  Rational,
  rationalFromDouble,
} from '@discreet/numeric';

/** @typedef {import('@discreet/numeric').Enclosure} Enclosure */

/**
 * What we say of one value of a record: an enclosure, or an exact number, or a refusal.
 * @typedef {Enclosure | Rational | bigint | boolean | 'refused'} Answer
 */

/**
 * A record that was read: the parameters, and the values that judge.
 * @typedef {object} ConversionRecord
 * @property {string} id
 * @property {string} kind
 * @property {Readonly<Record<string, Rational>>} numbers
 * @property {Readonly<Record<string, readonly Rational[]>>} lists
 * @property {Readonly<Record<string, string | boolean>>} values
 */

/** @param {unknown} x */
export const exactly = (x) => {
  const read = typeof x === 'number' ? rationalFromDouble(x) : undefined;
  if (read?._tag !== 'Some') throw new TypeError('expected a finite number');
  return read.value;
};

/** @param {() => Answer} f @returns {Answer} */
const orRefused = (f) => {
  try {
    return f();
  } catch {
    return 'refused';
  }
};

/** @param {Enclosure} x @param {(x: Interval) => Interval} f @returns {Enclosure} */
const mapped = ({ lower, upper }, f) => {
  const at = (/** @type {number} */ x) => Interval.of(exactly(x), 128);
  return f(Interval.hull(at(lower), at(upper))).toEnclosure();
};

/**
 * What the library says, by kind and by the name of the value.
 * @type {Readonly<Record<string, (record: ConversionRecord) => Readonly<Record<string, () => Answer>>>>}
 */
export const formulas = {
  zcdp_to_approx: ({ numbers }) => {
    const { rho, delta, eps_query: epsilon } = numbers;
    const curve = zeroConcentratedCurve(need({ rho }));
    const mu = gaussianOf(need({ rho }).rho);
    return {
      eps_cks2020: () => epsilonAt(curve, need({ delta })),
      eps_bun_steinke_simple: () => bunSteinkeEpsilon(need({ rho, delta })),
      delta_at_eps_query: () => deltaAt(curve, need({ epsilon })),
      eps_exact_for_gaussian: () => epsilonAt(mu, need({ delta })),
      delta_exact_for_gaussian_at_eps_query: () => deltaAt(mu, need({ epsilon })),
    };
  },
  pure_to_zcdp: ({ numbers }) => {
    const { epsilon, alpha: order } = numbers;
    const curve = pureCurve(need({ epsilon }));
    return {
      rho_bun_steinke: () => bunSteinkeRho(need({ epsilon })),
      rho_tight: () => convert(curve, 'zeroConcentrated').rho,
      rho_bounded_range: () => boundedRange(need({ epsilon })).rho,
      rdp_tight_at_alpha: () => divergenceAt(curve, need({ order })),
    };
  },
  rdp_point_to_eps: ({ numbers }) => {
    const { alpha: order, rdp_epsilon: divergence, delta } = numbers;
    const point = need({ order, divergence, delta });
    return {
      eps_mironov: () => mironovEpsilon(point),
      eps_cks_bbghs: () => renyiPointEpsilon(point),
    };
  },
  analytic_gaussian_sigma: ({ numbers }) => {
    const { epsilon, delta, l2_sensitivity: sensitivity } = numbers;
    const target = need({ epsilon, delta, sensitivity });
    const unit = { ...target, sensitivity: 1 };
    const one = Interval.integer(1, 128);
    return {
      sigma: () => calibrateGaussian(target),
      mu: () => mapped(calibrateGaussian(unit), (sigma) => one.div(sigma)),
      classical_sigma: () => orRefused(() => classicalGaussianSigma(target)),
      classical_valid: () => orRefused(() => classicalGaussianSigma(target)) !== 'refused',
      delta_of_classical_sigma: () =>
        orRefused(() => {
          const { lower, upper } = classicalGaussianSigma(target);
          const at = (/** @type {number} */ sigma) =>
            deltaAt(
              gaussianCurve({ sigma: exactly(sigma), sensitivity: target.sensitivity }),
              target,
            );
          return { lower: at(upper).lower, upper: at(lower).upper };
        }),
    };
  },
  gaussian_profile: ({ numbers }) => {
    const { sigma, l2_sensitivity: sensitivity, epsilon, delta } = numbers;
    const curve = gaussianCurve(need({ sigma, sensitivity }));
    return {
      eps_at_delta: () => epsilonAt(curve, need({ delta })),
      delta_at_eps: () => deltaAt(curve, need({ epsilon })),
      rho: () => convert(curve, 'zeroConcentrated').rho,
    };
  },
  gdp_composition: ({ numbers, lists }) => {
    const { delta, type1_error: typeOne } = numbers;
    const curve = sumCurves((lists['mus'] ?? []).map((mu) => gaussianCurve({ mu })));
    return {
      mu_total: () => Interval.of(curve.muSquared, 128).sqrt().toEnclosure(),
      eps_at_delta: () => epsilonAt(curve, need({ delta })),
      tradeoff: () => tradeOffAt(curve, need({ typeOne })),
    };
  },
  laplace: ({ numbers }) => {
    const { scale, l1_sensitivity: sensitivity, eps_query: epsilon, alpha: order } = numbers;
    const { tail_t: t, beta } = need({ tail_t: numbers['tail_t'], beta: numbers['beta'] });
    const curve = laplaceCurve(need({ scale, sensitivity }));
    return {
      epsilon: () => convert(curve, 'pure').epsilon,
      delta_at_eps_query: () => deltaAt(curve, need({ epsilon })),
      tail_two_sided: () => Interval.of(t.div(curve.scale).negate(), 128).exp().toEnclosure(),
      rdp_at_alpha: () => divergenceAt(curve, need({ order })),
      quantile_two_sided: () =>
        Interval.of(curve.scale, 128).mul(Interval.of(beta, 128).ln()).negate().toEnclosure(),
    };
  },
  discrete_laplace: ({ numbers }) => {
    const { scale, sensitivity, eps_query: epsilon, alpha: order } = numbers;
    const { tail_t: t, beta } = need({ tail_t: numbers['tail_t'], beta: numbers['beta'] });
    const curve = discreteLaplaceCurve(need({ scale, sensitivity }));
    const law = discreteLaplaceLaw(curve.scale);
    const start = t.ceil();
    return {
      epsilon: () => convert(curve, 'pure').epsilon,
      delta_at_eps_query: () => deltaAt(curve, need({ epsilon })),
      pmf_0: () => law.probability(0n),
      pmf_t: () => law.probability(start),
      tail_two_sided: () => law.tail(start - 1n),
      tail_one_sided: () => mapped(law.tail(start - 1n), (x) => x.scale(-1)),
      variance: () => noiseVariance(curve),
      accuracy_t_at_beta: () => law.accuracy(beta) + 1n,
      rdp_at_alpha: () => divergenceAt(curve, need({ order })),
    };
  },
  discrete_gaussian: ({ numbers }) => {
    const { sigma, sensitivity, eps_query: epsilon } = numbers;
    const { tail_t: t, beta } = need({ tail_t: numbers['tail_t'], beta: numbers['beta'] });
    const curve = discreteGaussianCurve(need({ sigma, sensitivity }));
    const law = discreteGaussianLaw(curve.sigmaSquared);
    const start = t.ceil();
    const one = Interval.integer(1, 128);
    return {
      rho: () => convert(curve, 'zeroConcentrated').rho,
      normaliser: () => mapped(law.probability(0n), (x) => one.div(x)),
      pmf_0: () => law.probability(0n),
      pmf_t: () => law.probability(start),
      tail_two_sided: () => law.tail(start - 1n),
      tail_one_sided: () => discreteGaussianTail(start, curve.sigmaSquared, 128).toEnclosure(),
      variance: () => noiseVariance(curve),
      delta_at_eps_query: () => deltaAt(curve, need({ epsilon })),
      accuracy_t_at_beta: () => law.accuracy(beta) + 1n,
    };
  },
  composition_homogeneous: ({ numbers }) => {
    const { epsilon, delta, k, delta_prime: slack } = numbers;
    const item = { curve: approximateCurve(need({ epsilon, delta })), ...need({ count: k }) };
    const forms = batchClosedForms([item], need({ slack }));
    const optimal = batchOptimal([item], need({ slack }));
    const simple = bunSteinkeRho(need({ epsilon })).mul(item.count);
    return {
      basic_epsilon: () => forms.basic.epsilon,
      basic_delta: () => forms.basic.delta,
      advanced_drv_epsilon: () => forms.dworkRothblumVadhan.epsilon,
      advanced_tanh_epsilon: () => forms.meanLoss.epsilon,
      advanced_kov_third_epsilon: () => forms.kairouzOhViswanath.epsilon,
      filter_wrrw2023_epsilon: () => forms.whitehouse.epsilon,
      filter_wrrw2023_delta: () => forms.whitehouse.delta,
      zcdp_route_epsilon: () =>
        epsilonAt(zeroConcentratedCurve({ rho: simple }), { delta: need({ slack }).slack }),
      zcdp_tight_route_epsilon: () => forms.zeroConcentrated.epsilon,
      kov_product_delta: () => optimal.delta,
      kov_optimal_epsilon_at_product_delta: () => optimal.epsilon,
    };
  },
  composition_heterogeneous: ({ numbers, lists }) => {
    const { delta_prime: slack } = numbers;
    const deltas = lists['deltas'] ?? [];
    const items = (lists['epsilons'] ?? []).map((epsilon, i) => ({
      curve: approximateCurve({ epsilon, delta: deltas[i] ?? Rational.zero }),
    }));
    const forms = batchClosedForms(items, need({ slack }));
    const optimal = batchOptimal(items, need({ slack }));
    return {
      basic_epsilon: () => forms.basic.epsilon,
      basic_delta: () => forms.basic.delta,
      optimal_epsilon_at_product_delta: () => optimal.epsilon,
      product_delta: () => optimal.delta,
      kov_theorem_1_5_epsilon: () =>
        least([forms.basic, forms.kairouzOhViswanath, forms.meanLoss].map((b) => b.epsilon)),
      filter_wrrw2023_epsilon: () => forms.whitehouse.epsilon,
      filter_wrrw2023_delta: () => forms.whitehouse.delta,
    };
  },
  group_privacy: ({ numbers }) => {
    const { epsilon, delta, rho, k } = numbers;
    const { k: size } = need({ k });
    const approximate = groupCurve(approximateCurve(need({ epsilon, delta })), size);
    return {
      group_epsilon: () => approximate.epsilon,
      group_delta: () => approximate.delta,
      group_rho: () => groupCurve(zeroConcentratedCurve(need({ rho })), size).rho,
    };
  },
  subsampling_amplification: ({ numbers }) => {
    const { epsilon, delta, sampling_prob: rate } = numbers;
    const { population_size: populationSize, sample_size: size } = numbers;
    const curve = approximateCurve(need({ epsilon, delta }));
    const poisson = amplify(poissonSampler(need({ rate })), addOrRemoveOne(curve)).curve;
    const fixed = amplify(
      fixedSizeSampler(need({ size, populationSize })),
      replaceOne(curve),
    ).curve;
    return {
      poisson_epsilon: () => poisson.epsilon,
      poisson_delta: () => poisson.delta,
      wor_epsilon: () => fixed.epsilon,
      wor_delta: () => fixed.delta,
    };
  },
  shuffle_amplification_fmt2021: ({ numbers }) => {
    const { epsilon0: epsilon, n, delta } = numbers;
    const { n: reports } = need({ n });
    const answer = orRefused(
      () =>
        shufflingClosedForm(shuffler({ reports }), pureCurve(need({ epsilon })), need({ delta }))
          .curve.epsilon,
    );
    return {
      precondition_holds: () => answer !== 'refused',
      epsilon_closed_form: () => answer,
    };
  },
  binary_randomized_response: ({ numbers }) => {
    const { truth_prob: truth, alpha: order, eps_query: epsilon } = numbers;
    const curve = randomizedResponseCurve(need({ truth }));
    return {
      epsilon: () => convert(curve, 'pure').epsilon,
      delta_at_eps_query: () => deltaAt(curve, need({ epsilon })),
      rdp_at_alpha: () => divergenceAt(curve, need({ order })),
      rho_tight: () => convert(curve, 'zeroConcentrated').rho,
    };
  },
};

/** The profile of N(0, 1) against N(mu, 1) with mu^2 / 2 = rho. */
const gaussianOf = (/** @type {Rational} */ rho) =>
  /** @type {const} */ ({ kind: 'gaussian', muSquared: rho.add(rho) });

/**
 * Parameters that must all be there.
 * @template {Record<string, Rational | undefined>} T
 * @param {T} parameters
 * @returns {{readonly [K in keyof T]: Rational}}
 */
function need(parameters) {
  for (const [name, value] of Object.entries(parameters))
    if (value === undefined) throw new TypeError(`the record lacks ${name}`);
  return /** @type {{readonly [K in keyof T]: Rational}} */ (parameters);
}

/** @param {readonly Enclosure[]} all @returns {Enclosure} */
const least = (all) => ({
  lower: Math.min(...all.map(({ lower }) => lower)),
  upper: Math.min(...all.map(({ upper }) => upper)),
});
