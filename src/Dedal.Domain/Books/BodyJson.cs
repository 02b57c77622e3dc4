using System.Text.Json.Serialization;
using Dedal.Domain.Books.Kinds;
using Dedal.Domain.Workshop.Kinds;

namespace Dedal.Domain.Books;

/// <summary>
/// How bodies are read and written: camelCase, whole numbers only, nothing unknown, nothing missing. A member that this
/// version does not know is a refusal; a newer schema says so in its number and is parked instead.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    MaxDepth = 8
)]
[JsonSerializable(typeof(SaleBody))]
[JsonSerializable(typeof(FiadoPaymentBody))]
[JsonSerializable(typeof(SpendingBody))]
[JsonSerializable(typeof(SupplierPaymentBody))]
[JsonSerializable(typeof(PartyMergedBody))]
[JsonSerializable(typeof(TransferBody))]
[JsonSerializable(typeof(HouseWithdrawalBody))]
[JsonSerializable(typeof(ContributionBody))]
[JsonSerializable(typeof(MoneyReceivedBody))]
[JsonSerializable(typeof(CashCountBody))]
[JsonSerializable(typeof(QrSeenBody))]
[JsonSerializable(typeof(QrDisputedBody))]
[JsonSerializable(typeof(BadDebtBody))]
[JsonSerializable(typeof(CustomerRefundBody))]
[JsonSerializable(typeof(QrGivenBackBody))]
[JsonSerializable(typeof(AccountantsEntryBody))]
[JsonSerializable(typeof(OpeningBalancesBody))]
[JsonSerializable(typeof(MonthCloseBody))]
[JsonSerializable(typeof(MonthReopeningBody))]
[JsonSerializable(typeof(YearCloseBody))]
[JsonSerializable(typeof(ReversalBody))]
[JsonSerializable(typeof(PartyAddedBody))]
[JsonSerializable(typeof(AccountAddedBody))]
[JsonSerializable(typeof(FundOpenedBody))]
[JsonSerializable(typeof(ItemKeptBody))]
[JsonSerializable(typeof(JournalImportedBody))]
[JsonSerializable(typeof(MaterialsBoughtBody))]
[JsonSerializable(typeof(MeasuresTakenBody))]
[JsonSerializable(typeof(WorkDoneBody))]
[JsonSerializable(typeof(AdvancePaidBody))]
[JsonSerializable(typeof(SavingsMovedBody))]
[JsonSerializable(typeof(PayRunBody))]
[JsonSerializable(typeof(SurplusSharedBody))]
[JsonSerializable(typeof(EquipmentGotBody))]
[JsonSerializable(typeof(WearBookedBody))]
[JsonSerializable(typeof(EquipmentMovedBody))]
[JsonSerializable(typeof(EquipmentRetiredBody))]
[JsonSerializable(typeof(LoanAgreedBody))]
[JsonSerializable(typeof(LoanPaidBody))]
[JsonSerializable(typeof(StockCountedBody))]
[JsonSerializable(typeof(GivenAwayBody))]
[JsonSerializable(typeof(OrderTakenBody))]
[JsonSerializable(typeof(OrderPaidBody))]
[JsonSerializable(typeof(OrderMovedBody))]
[JsonSerializable(typeof(OrderWorkedBody))]
[JsonSerializable(typeof(OrderHandedOverBody))]
[JsonSerializable(typeof(OrderCancelledBody))]
[JsonSerializable(typeof(RecipeKeptBody))]
[JsonSerializable(typeof(BatchMadeBody))]
[JsonSerializable(typeof(StandingOrderKeptBody))]
[JsonSerializable(typeof(DayPlannedBody))]
[JsonSerializable(typeof(RunLoadedBody))]
[JsonSerializable(typeof(StopClosedBody))]
[JsonSerializable(typeof(RunClosedBody))]
[JsonSerializable(typeof(ReturnedLaterBody))]
[JsonSerializable(typeof(PayRuleKeptBody))]
[JsonSerializable(typeof(AdviceDismissedBody))]
public sealed partial class BodyJson : JsonSerializerContext;
