import { brandOf } from '../../frame/elements/card/brand.js';
import { CO_BADGED } from '../../frame/elements/card/networks.js';

/** What is special about a test card, as far as a page notices. */
export interface Behaviour {
  decline?: string;
  /** Saving the card works, payments are refused. */
  declineAfterAttaching?: string;
  threeDSecure?: string;
  risk?: string;
  cvcCheck?: string;
  postalCodeCheck?: string;
  line1Check?: string;
}

export interface TestCard {
  number: string;
  /** What the public testing reference calls it, `pm_card_<name>` there. */
  name: string;
  brand: string;
  /** Those that can take it: of a co-badged card two. */
  networks: string[];
  funding: string;
  country: string;
  behaviour: Behaviour;
}

/**
 * The sandbox's test cards: number, name, then the funding where it is not credit, the country where it is not US, and
 * what is special.
 */
const TABLE = `
4242424242424242 visa
4000056655665556 visa_debit debit
4111111111111111 visaClassic
4012888888881881 visaAlternative
5555555555554444 mastercard
2223003122003222 mastercard_2Series
5200828282828210 mastercard_debit debit
5105105105105100 mastercard_prepaid prepaid
378282246310005 amex threeDSecure=not_supported
371449635398431 amexAlternative
6011111111111117 discover
6011000990139424 discoverAlternative
6011981111111113 discover_debit debit
3056930009020004 diners
36227206271667 diners_14Digits
30569309025904 diners_14DigitsAlternative
38520000023237 diners_14DigitsThird
6555900000604105 bcCardDinaCard KR
3566002020360505 jcb JP
6200000000000005 unionpay CN
6200000000000047 unionpay_debit debit CN
6205500000000000004 unionpay_19Digits CN
4000002500001001 visa_cartesBancaires FR
5555552500001001 mastercard_cartesBancaires FR
4000050360000001 visa_debit_eftposAuCoBranded debit AU
5555050360000080 mastercard_debit_eftposAuCoBranded debit AU
4000000320000021 ar AR
4000000760000002 br BR
4000001240000000 ca CA
4000001520000001 cl CL
4000001700000003 co CO
4000001880000005 cr CR
4000002180000000 ec EC
4000004840008001 mx MX
5062210000000009 mx_carnet MX
4000005910000000 pa PA
4000006000000066 py PY
4000006040000068 pe PE
4000008580000003 uy UY
4000007840000001 ae AE
5200007840000022 ae_mastercard AE
4000000400000008 at AT
4000000560000004 be BE
4000001000000000 bg BG
4000001120000005 by BY
4000001910000009 hr HR
4000001960000008 cy CY
4000002030000002 cz CZ
4000002080000001 dk DK
4000002330000009 ee EE
4000002460000001 fi FI
4000002500000003 fr FR
4000002760000016 de DE
4000002920000005 gi GI
4000003000000030 gr GR
4000003480000005 hu HU
4000003720000005 ie IE
4000003800000008 it IT
4000004280000005 lv LV
4000004380000004 li LI
4000004400000000 lt LT
4000004420000006 lu LU
4000004700000007 mt MT
4000005280000002 nl NL
4000005780000007 no NO
4000006160000005 pl PL
4000006200000007 pt PT
4000006420000001 ro RO
4000006820000007 sa SA
4000007050000006 si SI
4000007030000001 sk SK
4000007240000007 es ES
4000007520000008 se SE
4000007560000009 ch CH
4000008260000000 gb GB
4000058260000005 gb_debit debit GB
5555558265554449 gb_mastercard GB
4000000360000006 au AU
4000001560000002 cn CN
4000003440000004 hk HK
4000003560000008 in IN
4000003920000003 jp JP
3530111333300000 jp_jcb JP
4000004580000002 my MY
4000005540000008 nz NZ
4000007020000003 sg SG
4000001580000008 tw TW
4000007640000003 th_credit TH
4000057640000008 th_debit debit TH
4000051230000072 debit_visaFsaProductCode debit
5200828282828897 mastercard_debit_mastercardFsaProductCode debit
4000000000000002 visa_chargeDeclined decline=generic_decline
4000000000009995 visa_chargeDeclinedInsufficientFunds decline=insufficient_funds
4000000000009987 visa_chargeDeclinedLostCard decline=lost_card
4000000000009979 visa_chargeDeclinedStolenCard decline=stolen_card
4000000000000069 chargeDeclinedExpiredCard decline=expired_card
4000000000000127 chargeDeclinedIncorrectCvc decline=incorrect_cvc
4000000000000119 chargeDeclinedProcessingError decline=processing_error
4000000000006975 visa_chargeDeclinedVelocityLimitExceeded decline=card_velocity_exceeded
4000000000000341 chargeCustomerFail declineAfterAttaching=generic_decline
4100000000000019 radarBlock risk=blocked
4000000000004954 riskLevelHighest risk=highest
4000000000009235 riskLevelElevated risk=elevated
4000008400000407 highFraudDisputeScore risk=high_dispute_score
4000008400000159 highEfwScore risk=high_early_fraud_warning_score
4000008400001017 radarDynamicRiskThreshold risk=dynamic_threshold
4000008405600003 adaptive3dsChallenge risk=adaptive_3ds
4000000000000101 cvcCheckFail cvcCheck=fail
4000000000000036 avsZipFail postalCodeCheck=fail
4000058400307872 cvcCheckFailElevatedRisk debit risk=elevated cvcCheck=fail
4000058400306072 avsZipFailElevatedRisk debit risk=elevated postalCodeCheck=fail
4000000000000028 avsLine1Fail line1Check=fail
4000000000000010 avsFail line1Check=fail postalCodeCheck=fail
4000000000000044 avsUnchecked line1Check=unavailable postalCodeCheck=unavailable
4000000000000259 createDispute
4000000000002685 createDisputeProductNotReceived
4000000000001976 createDisputeInquiry
4000000000005423 createIssuerFraudRecord
4000000404000079 createMultipleDisputes
4000000404000038 createCe3EligibleDispute
4000008400000779 createComplianceDispute
5105008400000002 createMastercardComplianceDispute
4000000001000043 createAutoRepresentmentEligibleDispute
4000000404004816 createRapidDisputeResolutionDispute
4000000404005649 createCe3BlockDispute
5105000300000018 createEthocaAlert
4000000000007726 pendingRefund
4000000000005126 refundFail
4000000000000077 bypassPending
4000003720000278 bypassPendingInternational IE
4000000000000093 domesticPricing
4000002500003155 authenticationRequiredOnSetup FR threeDSecure=unless_set_up
4000002760003184 authenticationRequired DE threeDSecure=always
4000003800000446 authenticationRequiredSetupForOffSession IT threeDSecure=already_set_up
4000008260003178 authenticationRequiredChargeDeclinedInsufficientFunds GB decline=insufficient_funds threeDSecure=always
4000000000003220 threeDSecure2Required IE threeDSecure=required
4000008400000027 threeDSecure2Required_us threeDSecure=required
4000000000003063 threeDSecureRequired threeDSecure=required
4000008400001629 threeDSecureRequiredChargeDeclined decline=generic_decline threeDSecure=required
4000008400001280 threeDSecureRequiredProcessingError threeDSecure=required_error
4000000000003055 threeDSecureOptional threeDSecure=supported
4000000000003097 threeDSecureOptionalProcessingError threeDSecure=supported_error
4000000032200000 threeDSecureFrictionless threeDSecure=frictionless
4000582600000094 threeDSecureOutOfBand GB threeDSecure=always
4000582600000045 threeDSecureOneTimePasscode GB threeDSecure=always
4000582600000102 threeDSecureSingleSelect GB threeDSecure=always
4000582600000110 threeDSecureMultiSelect GB threeDSecure=always
4000000000003238 threeDSecureOneTimePasscodeAlternative threeDSecure=required
4000000000003246 threeDSecureSingleSelectAlternative threeDSecure=required
4000000000003253 threeDSecureMultiSelectAlternative threeDSecure=required
4000000000001208 captchaChallenge
4000000000003725 captchaChallengeAlternative
4001007020000002 offlinePin SG
4000008260000075 offlinePinRetry GB
4001000360000005 onlinePin AU
4000002760000008 onlinePinRetry DE`;

export const testCards: TestCard[] = TABLE.trim().split('\n').map(readLine);

function readLine(line: string): TestCard {
  const [number = '', name = '', ...rest] = line.split(' ');
  const brand = brandOf(number).name;
  const national = Object.entries(CO_BADGED).find(([prefix]) => number.startsWith(prefix))?.[1];
  return {
    number,
    name,
    brand,
    networks: national ? [national, brand] : [brand],
    funding: rest.find((word) => /^(debit|prepaid)$/.test(word)) ?? 'credit',
    country: rest.find((word) => /^[A-Z]{2}$/.test(word)) ?? 'US',
    behaviour: Object.fromEntries(rest.filter((word) => word.includes('=')).map((word) => word.split('='))),
  };
}

export const findByNumber = (number: string): TestCard | undefined =>
  testCards.find((card) => card.number === number);

/** The card that a constant such as `pm_card_visa` or `tok_visa` stands for. */
export const findByName = (id: string): TestCard | undefined => {
  const name = /^(?:pm_card|tok)_(.+)$/.exec(id)?.[1];
  return testCards.find((card) => card.name === (name === 'us' ? 'visa' : name));
};
