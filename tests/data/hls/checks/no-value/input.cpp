void f(int a[4])
{
#pragma HLS aggregate variable=
#pragma HLS alias ports=
#pragma HLS alias ports=1 offset=
#pragma HLS alias ports=1 distance=
#pragma HLS allocation limit=1 instances=
#pragma HLS array_partition variable=
#pragma HLS array_reshape variable=
#pragma HLS array_stencil variable=
#pragma HLS bind_op op=mul variable=
#pragma HLS bind_storage type=fifo variable=
#pragma HLS cache port=
#pragma HLS data_pack variable=
#pragma HLS data_pack variable=1 instance=
#pragma HLS dependence variable=
#pragma HLS dependence cross_variables=
#pragma HLS disaggregate variable=
#pragma HLS function_instantiate variable=
#pragma HLS interface port=
#pragma HLS interface port=1 name=
#pragma HLS interface port=1 bundle=
#pragma HLS interface port=1 offset=
#pragma HLS interface port=1 clock=
#pragma HLS interface port=1 storage_impl=
#pragma HLS interface port=1 storage_type=
#pragma HLS performance unit=
#pragma HLS reset variable=
#pragma HLS resource core=1 variable=
#pragma HLS resource variable=1 core=
#pragma HLS shared variable=
#pragma HLS stable variable=
#pragma HLS stable_content variable=
#pragma HLS stream variable=
#pragma HLS top name=
}
