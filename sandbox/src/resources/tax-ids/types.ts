import { invalidRequest } from '../../kernel/errors.js';

/** All types of tax ids. The first two letters are the country, but for those of the European Union. */
export const TAX_ID_TYPES = (
  'ad_nrt ae_trn al_tin am_tin ao_tin ar_cuit au_abn au_acn au_arn au_wpn aw_tin az_tin ba_tin bb_tin bd_bin bf_ifu bg_uic bh_vat ' +
  'bj_ifu bo_tin br_cnpj br_cpf bs_tin bw_vat by_tin ca_bn ca_gst_hst ca_pst_bc ca_pst_mb ca_pst_sk ca_qst cd_nif ch_uid ch_vat ' +
  'ci_vat cl_tin cm_niu cn_tin co_nit cr_tin cv_nif cz_dic de_stn do_rcn ec_ruc eg_tin es_cif et_tin eu_oss_vat eu_vat fo_vat ' +
  'fr_siren fr_siret fr_spi gb_vat ge_vat gh_tin gi_tin gn_nif hk_br hr_oib hu_tin ic_nif id_npwp il_vat in_gst is_kt is_vat it_cf ' +
  'jp_cn jp_rn jp_trn ke_pin kg_tin kh_tin kr_brn kz_bin la_tin li_uid li_vat lk_vat ma_vat md_cf md_vat me_pib mk_vat mr_nif ' +
  'mu_vat mx_rfc my_frp my_itn my_sst mz_nuit ng_tin no_vat no_voec np_pan nz_bn nz_gst om_vat pe_ruc ph_tin pl_nip pt_nif py_ruc ' +
  'ro_tin rs_pib ru_inn ru_kpp sa_vat sg_gst sg_uen si_tin sm_coe sn_ninea sr_fin sv_nit th_vat tj_tin tr_tin tt_bir tt_vat tw_vat ' +
  'tz_vat ua_vat ug_tin us_ein uy_ruc uz_tin uz_vat ve_rif vn_tin za_vat zm_tin zw_tin'
).split(' ');

/** Values of test mode, whose check ends as it says. */
const MAGIC: Record<string, 'pending' | 'unverified' | 'verified'> = {
  '000000000': 'verified',
  '111111111': 'unverified',
  '222222222': 'pending',
};

/** How the values of the types are written that shops ask for most. Those of others are taken as they are. */
const FORMATS: Record<string, RegExp> = {
  au_abn: /^\d{11}$/,
  ca_bn: /^\d{9}$/,
  ch_vat: /^CHE-?\d{3}\.?\d{3}\.?\d{3} ?(IVA|MWST|TVA)$/,
  eu_vat:
    /^(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[\dA-Z+*]{2,12}$/,
  gb_vat: /^(GB)?(\d{9}|\d{12}|GD\d{3}|HA\d{3})$/,
  in_gst: /^\d{2}[A-Z]{5}\d{4}[A-Z][\dA-Z]Z[\dA-Z]$/,
  no_vat: /^\d{9}(MVA)?$/,
  nz_gst: /^\d{8,9}$/,
  us_ein: /^\d{2}-?\d{7}$/,
  za_vat: /^\d{10}$/,
};

/** Types of which a government is asked. */
const CHECKED = ['au_abn', 'eu_vat', 'gb_vat'];

const magicOf = (type: string, value: string) =>
  CHECKED.includes(type) && Object.hasOwn(MAGIC, value) ? MAGIC[value] : undefined;

/** @throws ApiError 400 `tax_id_invalid` for a value that is not written as its type is. */
export function checkTaxId({ type, value }: { type: string; value: string }, param: string): void {
  const format = Object.hasOwn(FORMATS, type) ? FORMATS[type] : undefined;
  if (!format || format.test(value) || magicOf(type, value)) return;
  throw invalidRequest(`Invalid value for ${type}: '${value}' is not written like one.`, {
    code: 'tax_id_invalid',
    param,
  });
}

/** Returns what comes of the check of a tax id; `unavailable` where nobody is asked. */
export const outcomeOf = ({ type, value }: { type: string; value: string }) =>
  CHECKED.includes(type) ? (magicOf(type, value) ?? 'verified') : 'unavailable';

/** Returns the country of a tax id; `null` where it has none. */
export function countryOf({ type, value }: { type: string; value: string }): string | null {
  if (!type.startsWith('eu_')) return type.slice(0, 2).toUpperCase();
  const [country] = /^[A-Z]{2}/.exec(value) ?? [];
  return country === 'EL' ? 'GR' : (country ?? null);
}
